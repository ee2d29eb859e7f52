<#import "template.ftl" as layout>
<#import "gatehouse-pin-field.ftl" as pin>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('pin', 'pin-again'); section>
    <#if section = "header">
        ${msg("gatehousePinChooseTitle")}
    <#elseif section = "form">
        <form id="gatehouse-pin-choose-form" class="${properties.kcFormClass!}" onsubmit="login.disabled = true; return true;" action="${url.loginAction}" method="post" novalidate="novalidate">
            <p id="gatehouse-pin-explanation">${msg("gatehousePinChooseExplanation")}</p>
            <@pin.input name="pin" label=msg("gatehousePinNew") autofocus=true />
            <@pin.input name="pin-again" label=msg("gatehousePinAgain") />
            <@pin.submit label="doContinue" />
        </form>
    </#if>
</@layout.registrationLayout>
