<#import "template.ftl" as layout>
<#if subjectMessage??><#assign what = msg(subjectMessage)><#else><#assign what = subjectName></#if>
<@layout.emailLayout>
<p>${msg(noticeText, realmName, account, at, address, until, device, what)}</p>
<p>${msg(noticeAdvice)}</p>
<#if link??>
<p><a href="${link}">${msg("gatehouseNoticeNotMeLink")}</a></p>
<p>${msg("gatehouseNoticeNotMeHint", until)}</p>
</#if>
</@layout.emailLayout>
