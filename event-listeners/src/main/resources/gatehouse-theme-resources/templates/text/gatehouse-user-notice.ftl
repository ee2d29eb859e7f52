<#if subjectMessage??><#assign what = msg(subjectMessage)><#else><#assign what = subjectName></#if>
${msg(noticeText, realmName, account, at, address, until, device, what)?no_esc}

${msg(noticeAdvice)?no_esc}
<#if link??>

${msg("gatehouseNoticeNotMeLink")?no_esc}: ${link?no_esc}

${msg("gatehouseNoticeNotMeHint", until)?no_esc}
</#if>
