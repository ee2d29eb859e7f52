<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("gatehouseNoticeBundleText", realmName, notices?size)}</p>
<ul>
<#list notices as notice>
<li>${msg(notice.noticeText, realmName, notice.account, notice.at, notice.address, notice.until, notice.device, notice.subjectName)}
<#list notice.details>
<ul>
<#items as detail>
<li>${detail}</li>
</#items>
</ul>
</#list>
<#if notice.administrator??>${msg("gatehouseSecurityNoticeBy", notice.administrator, notice.at, notice.address)}</#if>
</li>
</#list>
</ul>
<p>${msg("gatehouseNoticeBundleAdvice")}</p>
</@layout.emailLayout>
