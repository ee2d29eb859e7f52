package io.github.gatehouse.storage.apitoken;

import java.time.Instant;
import java.util.List;

/**
 * An API token to be stored.
 *
 * @param realmId see {@link ApiToken}
 * @param userId see {@link ApiToken}
 * @param name see {@link ApiToken}
 * @param roleId see {@link ApiToken}
 * @param roleName see {@link ApiToken}
 * @param audience see {@link ApiToken}
 * @param allowedAddresses see {@link ApiToken}
 * @param createdAt see {@link ApiToken}
 * @param expiresAt see {@link ApiToken}
 * @param secretHash SHA-256 of the secret, 64 lower-case hexadecimal digits
 */
public record NewApiToken(
        String realmId,
        String userId,
        String name,
        String roleId,
        String roleName,
        List<String> audience,
        List<String> allowedAddresses,
        Instant createdAt,
        Instant expiresAt,
        String secretHash) {}
