${msg("gatehouseOneTimePasswordText", realmName, account)?no_esc}

${secret?no_esc}

${msg("gatehouseOneTimePasswordHow", expiresAt)?no_esc}

${msg("gatehouseOneTimePasswordAdvice")?no_esc}
