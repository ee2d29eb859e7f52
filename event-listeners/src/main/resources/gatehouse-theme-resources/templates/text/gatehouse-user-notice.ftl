${msg(noticeText, realmName, account, at, address, until)?no_esc}

${msg(noticeAdvice)?no_esc}
