<#-- A field for a PIN: the theme's own macro where it has one (keycloak.v2), plain markup where it has not (base, keycloak). -->
<#macro input name label autofocus=false>
  <#local native = .get_optional_template("field.ftl")>
  <#if native.exists>
    <#local field = native.import()>
    <@field.password name=name label=label autofocus=autofocus />
  <#else>
    <#local error = messagesPerField.get(name)>
    <div class="${properties.kcFormGroupClass!}">
      <div class="${properties.kcLabelWrapperClass!}">
        <label for="${name}" class="${properties.kcLabelClass!}">${label}</label>
      </div>
      <div class="${properties.kcInputWrapperClass!}">
        <input id="${name}" name="${name}" type="password" class="${properties.kcInputClass!}" autocomplete="off" dir="ltr"
               <#if autofocus>autofocus</#if>
               <#if error?has_content>aria-invalid="true" aria-describedby="input-error-${name}"</#if> />
        <#if error?has_content>
          <span id="input-error-${name}" class="${properties.kcInputErrorMessageClass!}" aria-live="polite">${error}</span>
        </#if>
      </div>
    </div>
  </#if>
  <script>
    // Telephones show their number keys. The themes' macros have no parameter for it.
    document.getElementById("${name}").inputMode = "numeric";
  </script>
</#macro>

<#macro submit label>
  <#local native = .get_optional_template("buttons.ftl")>
  <#if native.exists>
    <#local buttons = native.import()>
    <@buttons.actionGroup>
      <@buttons.button id="kc-login" name="login" label=label />
    </@buttons.actionGroup>
  <#else>
    <div id="kc-form-buttons" class="${properties.kcFormButtonsClass!}">
      <input id="kc-login" name="login" type="submit" value="${msg(label)}"
             class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}" />
    </div>
  </#if>
</#macro>
