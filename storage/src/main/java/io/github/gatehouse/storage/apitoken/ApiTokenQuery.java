package io.github.gatehouse.storage.apitoken;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of a realm's tokens an administrator asks for.
 *
 * @param userId owner, or empty for all
 * @param namePrefix beginning of the name, case ignored, or empty for all
 * @param status status at {@code now}, or empty for all
 * @param now the moment the status is told for
 */
public record ApiTokenQuery(
        Optional<String> userId, Optional<String> namePrefix, Optional<ApiTokenStatus> status, Instant now) {}
