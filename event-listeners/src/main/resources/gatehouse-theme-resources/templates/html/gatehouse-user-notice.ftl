<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg(noticeText, realmName, account, at, address, until)}</p>
<p>${msg(noticeAdvice)}</p>
</@layout.emailLayout>
