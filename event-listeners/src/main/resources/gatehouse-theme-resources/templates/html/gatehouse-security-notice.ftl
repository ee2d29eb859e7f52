<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg(noticeText, realmName)}</p>
<ul>
<#list details as detail>
<li>${detail}</li>
</#list>
</ul>
<p>${msg("gatehouseSecurityNoticeBy", administrator, at, address)}</p>
<p>${msg("gatehouseSecurityNoticeNotYou")}</p>
</@layout.emailLayout>
