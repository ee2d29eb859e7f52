<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("gatehouseOneTimePasswordText", realmName, account)}</p>
<p style="font-family: monospace; font-size: 1.25em;">${secret}</p>
<p>${msg("gatehouseOneTimePasswordHow", expiresAt)}</p>
<p>${msg("gatehouseOneTimePasswordAdvice")}</p>
</@layout.emailLayout>
