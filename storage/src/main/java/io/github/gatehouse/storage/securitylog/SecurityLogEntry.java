package io.github.gatehouse.storage.securitylog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the security log, as in {@link NewSecurityLogEntry}.
 *
 * @param kind code of a {@link SecurityLogKind}; a later version may have stored kinds that this one does not know
 * @param erased whether its user has been deleted, and what was personal in it with the user
 */
public record SecurityLogEntry(
        String id,
        String realmId,
        Optional<String> userId,
        String category,
        String kind,
        String outcome,
        Instant at,
        Optional<SecurityLogPerson> actor,
        boolean impersonated,
        String address,
        String browser,
        String system,
        String clientId,
        String sessionId,
        Map<String, String> details,
        boolean erased) {}
