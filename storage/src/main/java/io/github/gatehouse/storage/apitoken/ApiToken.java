package io.github.gatehouse.storage.apitoken;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An API token as its owner sees it (rules A1 and A4). The secret itself is never kept.
 *
 * @param id UUID
 * @param realmId id of the realm it belongs to
 * @param userId id of its owner
 * @param name unique among the owner's tokens that are not revoked; 1 to 64 characters
 * @param roleId id of the role it is used for
 * @param roleName the role's name when the token was made: a realm role's name or {@code client/role}
 * @param audience ids (not client ids) of the clients it is limited to; empty = every client that accepts API tokens
 * @param allowedAddresses addresses and networks it is limited to; empty = every address
 * @param createdAt when it was created
 * @param expiresAt from when on it is refused
 * @param revokedAt when it was revoked, or empty
 * @param lastUsedAt when it was last accepted, to the minute, or empty
 * @param lastUsedAddress from where it was last accepted, or empty
 */
public record ApiToken(
        String id,
        String realmId,
        String userId,
        String name,
        String roleId,
        String roleName,
        List<String> audience,
        List<String> allowedAddresses,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        Optional<String> lastUsedAddress) {

    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 64;

    public ApiTokenStatus status(Instant now) {
        if (revokedAt.isPresent()) {
            return ApiTokenStatus.REVOKED;
        }
        return now.isBefore(expiresAt) ? ApiTokenStatus.ACTIVE : ApiTokenStatus.EXPIRED;
    }
}
