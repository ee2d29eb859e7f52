package io.github.gatehouse.storage.securitylog;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are asked for.
 *
 * @param userId of this user's log; empty = of the whole realm's
 * @param from not before; empty = from the beginning
 * @param to before; empty = to the end
 */
public record SecurityLogQuery(
        String realmId,
        Optional<String> userId,
        Optional<SecurityLogCategory> category,
        Optional<SecurityLogKind> kind,
        Optional<Instant> from,
        Optional<Instant> to) {}
