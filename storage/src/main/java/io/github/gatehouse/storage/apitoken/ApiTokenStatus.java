package io.github.gatehouse.storage.apitoken;

/** State of an API token. An expired one can be renewed, a revoked one never comes back. */
public enum ApiTokenStatus {
    ACTIVE,
    EXPIRED,
    REVOKED
}
