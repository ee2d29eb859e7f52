package io.github.gatehouse.storage.sessionhistory;

import java.time.Instant;

/**
 * That something was done in a session.
 *
 * @param sessionId of Keycloak's user session
 */
public record SessionActivity(String sessionId, Instant at) {}
