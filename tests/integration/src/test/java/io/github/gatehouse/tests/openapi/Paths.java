package io.github.gatehouse.tests.openapi;

/** Addresses as docs/openapi.yaml has them. */
final class Paths {

    static final String TOKENS = "/realms/{realm}/api-tokens";
    static final String VERIFY = TOKENS + "/verify";
    static final String DEVICES = "/realms/{realm}/account-security/devices";
    static final String DEVICES_OF_USER = "/admin/realms/{realm}/account-security/users/{userId}/devices";
    static final String PIN = "/realms/{realm}/account-security/pin";
    static final String SECOND_FACTOR = "/realms/{realm}/account-security/second-factor";
    static final String SESSIONS = "/realms/{realm}/account-security/sessions";
    static final String SESSIONS_OF_USER = "/admin/realms/{realm}/account-security/users/{userId}/sessions";
    static final String AUTOMATIC_LOGOUT = "/realms/{realm}/account-security/automatic-logout";
    static final String SESSION_LIMIT = AUTOMATIC_LOGOUT + "/session";
    static final String SCRIPT = AUTOMATIC_LOGOUT + ".js";
    static final String NOTICES = "/realms/{realm}/account-security/notices";
    static final String ONE_TIME_PASSWORD = "/admin/realms/{realm}/account-security/users/{userId}/one-time-password";
    static final String SIGN_OUT = "/admin/realms/{realm}/account-security/sign-out";
    static final String NOT_ME = "/realms/{realm}/account-security/not-me";
    static final String LOG = "/admin/realms/{realm}/account-security/log";
    static final String LOG_OF_USER = "/admin/realms/{realm}/account-security/users/{userId}/log";
    static final String ADMIN = "/admin/realms/{realm}/api-tokens";
    static final String SETTINGS = "/admin/realms/{realm}/account-security/settings";
    static final String SETUP = "/admin/realms/{realm}/account-security/setup";
    static final String TOKEN = "/realms/{realm}/protocol/openid-connect/token";
    static final String INTROSPECT = TOKEN + "/introspect";

    private Paths() {}
}
