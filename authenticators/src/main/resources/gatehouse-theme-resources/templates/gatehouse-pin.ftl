<#import "template.ftl" as layout>
<#import "gatehouse-pin-field.ftl" as pin>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('pin'); section>
    <#if section = "header">
        ${msg("gatehousePinTitle")}
    <#elseif section = "form">
        <form id="gatehouse-pin-form" class="${properties.kcFormClass!}" onsubmit="login.disabled = true; return true;" action="${url.loginAction}" method="post" novalidate="novalidate">
            <p id="gatehouse-pin-explanation">${msg("gatehousePinExplanation")}</p>
            <@pin.input name="pin" label=msg("gatehousePin") autofocus=true />
            <@pin.submit label="doContinue" />
        </form>
    </#if>
</@layout.registrationLayout>
