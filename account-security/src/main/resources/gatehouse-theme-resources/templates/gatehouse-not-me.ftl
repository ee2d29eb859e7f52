<#import "template.ftl" as layout>
<#assign buttonsTemplate = .get_optional_template("buttons.ftl")>
<#if buttonsTemplate.exists><#assign buttons = buttonsTemplate.import()></#if>

<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("gatehouseNotMeTitle_" + notMe.state)}
    <#elseif section = "form">
        <#if notMe.state = "ask">
            <p id="gatehouse-not-me-text">${msg("gatehouseNotMeAsk")}</p>
            <form id="gatehouse-not-me" class="${properties.kcFormClass!}" action="${notMe.address}" method="post">
                <input type="hidden" name="key" value="${notMe.key}">
                <#if buttons??>
                    <@buttons.actionGroup>
                        <@buttons.button id="gatehouse-confirm" name="gatehouse-answer" label="gatehouseNotMeConfirm" />
                    </@buttons.actionGroup>
                <#else>
                    <div class="${properties.kcFormGroupClass!}">
                        <div id="kc-form-buttons" class="${properties.kcFormButtonsClass!}">
                            <input class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}"
                                   id="gatehouse-confirm" name="gatehouse-answer" type="submit" value="${msg("gatehouseNotMeConfirm")}">
                        </div>
                    </div>
                </#if>
            </form>
        <#elseif notMe.state = "done">
            <p id="gatehouse-not-me-text">${msg("gatehouseNotMeDone")}</p>
            <#if notMe.newPasswordLink??>
                <p style="margin-top: 1em">${msg("gatehouseNotMeOldPasswordEnded")}</p>
                <p style="margin-top: 1em"><a id="gatehouse-new-password" href="${notMe.newPasswordLink}">${msg("gatehouseNotMeNewPassword")}</a></p>
            <#else>
                <p style="margin-top: 1em">${msg("gatehouseNotMeNextSignIn")}</p>
            </#if>
        <#elseif notMe.state = "ended">
            <p id="gatehouse-not-me-text">${msg("gatehouseNotMeDone")}</p>
            <p style="margin-top: 1em">${msg("gatehouseNotMePasswordStays")}</p>
        <#else>
            <p id="gatehouse-not-me-text">${msg("gatehouseNotMeRefused")}</p>
        </#if>
    </#if>
</@layout.registrationLayout>
