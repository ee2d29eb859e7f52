<#import "template.ftl" as layout>
<#assign buttonsTemplate = .get_optional_template("buttons.ftl")>
<#if buttonsTemplate.exists><#assign buttons = buttonsTemplate.import()></#if>

<#macro choice value label type="primary">
    <#if buttons??>
        <@buttons.button id="gatehouse-${value}" name="method" label=label type=type value=value />
    <#else>
        <button class="${properties.kcButtonClass!} ${(type == "primary")?then(properties.kcButtonPrimaryClass!, properties.kcButtonDefaultClass!)} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}"
                id="gatehouse-${value}" name="method" value="${value}" type="submit">${msg(label)}</button>
    </#if>
</#macro>

<#macro choices>
    <#list secondFactor.methods as method>
        <@choice value=method label=("gatehouseSecondFactor_" + method) type=(method?index == 0)?then("primary", "secondary") />
    </#list>
    <#if secondFactor.putOffPossible>
        <@choice value="later" label="gatehouseSecondFactorLater" type="secondary" />
    </#if>
</#macro>

<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("gatehouseSecondFactorTitle")}
    <#elseif section = "form">
        <form id="gatehouse-second-factor" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <p>
                ${msg("gatehouseSecondFactorReason")}
                <#if secondFactor.putOffPossible>
                    ${msg("gatehouseSecondFactorDue", secondFactor.due)}
                </#if>
            </p>
            <#if secondFactor.methods?size == 0>
                <p>${msg("gatehouseSecondFactorNone")}</p>
            </#if>
            <#if buttons??>
                <@buttons.actionGroup><@choices /></@buttons.actionGroup>
            <#else>
                <div id="kc-form-buttons" class="${properties.kcFormButtonsClass!}"><@choices /></div>
            </#if>
        </form>
    </#if>
</@layout.registrationLayout>
