package io.github.gatehouse.common.settings;

/** Whether the client at the sign-on server has a secret (rule O2; RFC 6749, section 2.1). */
public enum SignOnClientType {
    CONFIDENTIAL,
    PUBLIC
}
