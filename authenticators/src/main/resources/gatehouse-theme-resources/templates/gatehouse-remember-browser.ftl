<#import "template.ftl" as layout>
<#assign fieldTemplate = .get_optional_template("field.ftl")>
<#assign buttonsTemplate = .get_optional_template("buttons.ftl")>
<#if fieldTemplate.exists><#assign field = fieldTemplate.import()></#if>
<#if buttonsTemplate.exists><#assign buttons = buttonsTemplate.import()></#if>

<#macro choice name label>
    <#if field??>
        <@field.checkbox name=name label=label />
    <#else>
        <div class="checkbox">
            <label for="${name}"><input type="checkbox" id="${name}" name="${name}"> ${label}</label>
        </div>
    </#if>
</#macro>

<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg(rememberBrowser.trustOffered?then("gatehouseTrustDeviceTitle", "gatehouseKeepSignedInTitle"))}
    <#elseif section = "form">
        <form id="gatehouse-remember-browser" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <#if !(buttons??)>
                <#-- Older themes show the user's name in the place of the title. -->
                <h2>${msg(rememberBrowser.trustOffered?then("gatehouseTrustDeviceTitle", "gatehouseKeepSignedInTitle"))}</h2>
            </#if>
            <p id="gatehouse-this-device">
                <#if rememberBrowser.browser?has_content && rememberBrowser.system?has_content>
                    ${msg("gatehouseThisDevice", rememberBrowser.browser, rememberBrowser.system)}
                <#else>
                    ${msg("gatehouseThisDeviceUnknown")}
                </#if>
                ${msg("gatehouseRememberBrowserWarning")}
            </p>
            <div class="${properties.kcFormGroupClass!}">
                <#if rememberBrowser.trustOffered>
                    <@choice name="trustDevice" label=msg("gatehouseTrustDevice", rememberBrowser.months) />
                </#if>
                <#if rememberBrowser.loginTokenOffered>
                    <@choice name="keepSignedIn" label=msg("gatehouseKeepSignedIn", rememberBrowser.days) />
                </#if>
            </div>
            <#if buttons??>
                <@buttons.actionGroup>
                    <@buttons.button id="gatehouse-continue" name="gatehouse-answer" label="doContinue" />
                </@buttons.actionGroup>
            <#else>
                <div class="${properties.kcFormGroupClass!}">
                    <div id="kc-form-buttons" class="${properties.kcFormButtonsClass!}">
                        <input class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}"
                               id="gatehouse-continue" name="gatehouse-answer" type="submit" value="${msg("doContinue")}">
                    </div>
                </div>
            </#if>
        </form>
    </#if>
</@layout.registrationLayout>
