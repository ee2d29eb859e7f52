${msg(noticeText, realmName)?no_esc}

<#list details as detail>
- ${detail?no_esc}
</#list>

${msg("gatehouseSecurityNoticeBy", administrator, at, address)?no_esc}

${msg("gatehouseSecurityNoticeNotYou")?no_esc}
