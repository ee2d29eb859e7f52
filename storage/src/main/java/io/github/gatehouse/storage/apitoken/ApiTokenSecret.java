package io.github.gatehouse.storage.apitoken;

import java.time.Instant;
import java.util.List;

/**
 * What has to be known to accept or refuse a presented secret, read in one go.
 *
 * @param tokenId the token it belongs to
 * @param realmId the token's realm
 * @param userId the token's owner
 * @param roleId the role it is used for
 * @param audience ids of the clients it is limited to; empty = every client that accepts API tokens
 * @param allowedAddresses addresses and networks it is limited to; empty = every address
 * @param generation 1 for the secret the token was created with, one more with each renewal
 * @param issuedAt when this secret was made
 * @param expiresAt from when on it is refused
 * @param predecessors whether secrets from before the last renewal may still be accepted
 */
public record ApiTokenSecret(
        String tokenId,
        String realmId,
        String userId,
        String roleId,
        List<String> audience,
        List<String> allowedAddresses,
        int generation,
        Instant issuedAt,
        Instant expiresAt,
        boolean predecessors) {}
