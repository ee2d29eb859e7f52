package io.github.gatehouse.common.settings;

/** How users of a realm sign in (rule O1). */
public enum SignOnMethod {
    /** With what Keycloak keeps of them. */
    EMBEDDED,
    /** At another server. */
    OAUTH2
}
