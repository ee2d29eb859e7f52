package io.github.gatehouse.storage.apitoken;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * API tokens and the hashes of their secrets. All calls work in the transaction of the Keycloak session the store was made for. A token's rows end
 * with its user and its realm.
 */
public interface ApiTokenStore {

    /**
     * Stores a token with its first secret.
     *
     * @throws ApiTokenNameInUseException if its owner has one of that name, also when a parallel request was quicker
     */
    ApiToken create(NewApiToken token);

    /** A token of this owner in this realm, in whatever state. */
    Optional<ApiToken> find(String realmId, String userId, String id);

    /** A token of this realm, in whatever state. */
    Optional<ApiToken> find(String realmId, String id);

    /** The owner's tokens in whatever state, newest first. */
    List<ApiToken> list(String realmId, String userId, int first, int max);

    /** The realm's tokens that match, newest first; ordered by name when a name is asked for. */
    List<ApiToken> list(String realmId, ApiTokenQuery query, int first, int max);

    /**
     * How many tokens of this owner are not revoked. Whoever else counts them waits until this transaction ends, so that no two requests take the last place. Owners whom
     * Keycloak does not keep in its own database (federated and not imported) have nothing to wait for: there, requests at the same moment can exceed a limit.
     */
    long countNotRevoked(String realmId, String userId);

    /** What belongs to the secret with this hash: one read by primary key. */
    Optional<ApiTokenSecret> findSecret(String secretHash, Instant now);

    /**
     * Gives the token a new secret. Its earlier ones are accepted until {@code predecessorsUntil}, or until {@link #retirePredecessors} is called.
     *
     * @return the token as it is now, and the hashes of the earlier secrets, about which caches must be told; empty if it is revoked or gone
     */
    Optional<Renewed> renew(
            String realmId,
            String userId,
            String id,
            String secretHash,
            Instant now,
            Instant expiresAt,
            Instant predecessorsUntil);

    /**
     * The outcome of a renewal.
     *
     * @param token the token as it is now
     * @param predecessors hashes of its earlier secrets
     */
    record Renewed(ApiToken token, List<String> predecessors) {}

    /**
     * Ends the secrets from before this generation.
     *
     * @return their hashes
     */
    List<String> retirePredecessors(String tokenId, int generation);

    /**
     * Revokes a token: its secrets are deleted, its row stays in the list and its name is free again. Does nothing to a revoked one.
     *
     * @return the hashes of its secrets
     */
    List<String> revoke(String tokenId, Instant now);

    /** Revokes all tokens of the user; as {@link #revoke}. */
    List<String> revokeAll(String realmId, String userId, Instant now);

    /** Writes when tokens were last used, unless something later is known. */
    void recordUses(Collection<ApiTokenUse> uses);

    /**
     * Tokens of all realms that are about to expire and whose owners have not been told, the first to expire first. A token that was renewed is told of again.
     *
     * @param until tokens that expire up to then
     * @param after the last one of the page before
     * @param most how many at most
     */
    List<ApiToken> expiring(Instant now, Instant until, Optional<ApiToken> after, int most);

    /**
     * Takes the task of telling the owner that a token expires when it does.
     *
     * @return whether it is the caller's: of parallel calls one is told so, and none if the token was renewed meanwhile
     */
    boolean claimExpiry(ApiToken token);

    /**
     * Deletes tokens that were revoked, or expired, before a time; the earliest first.
     *
     * @param most how many at most
     * @return how many were found; fewer than {@code most} if there are no more
     */
    int deleteEnded(String realmId, Instant until, int most);

    /** Deletes everything of the user. */
    void deleteOfUser(String realmId, String userId);

    /** Deletes everything of the realm. */
    void deleteOfRealm(String realmId);
}
