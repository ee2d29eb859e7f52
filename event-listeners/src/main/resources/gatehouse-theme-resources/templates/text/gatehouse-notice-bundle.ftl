${msg("gatehouseNoticeBundleText", realmName, notices?size)?no_esc}

<#list notices as notice>
* ${msg(notice.noticeText, realmName, notice.account, notice.at, notice.address, notice.until, notice.device, notice.subjectName)?no_esc}
<#list notice.details as detail>
  - ${detail?no_esc}
</#list>
<#if notice.administrator??>
  ${msg("gatehouseSecurityNoticeBy", notice.administrator, notice.at, notice.address)?no_esc}
</#if>

</#list>
${msg("gatehouseNoticeBundleAdvice")?no_esc}
