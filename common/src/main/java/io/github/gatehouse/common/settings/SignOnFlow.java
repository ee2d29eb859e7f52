package io.github.gatehouse.common.settings;

/** How the sign-on server hands out its answer (rule O2; RFC 6749, sections 4.1 and 4.2). */
public enum SignOnFlow {
    AUTHORIZATION_CODE,
    IMPLICIT
}
