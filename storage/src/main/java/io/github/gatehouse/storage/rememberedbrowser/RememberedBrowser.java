package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Instant;
import java.util.Optional;

/**
 * A browser that a user has told the realm to remember: as a trusted device (rule M3), for a login token (rule M7), or both. Its secret itself is never kept.
 *
 * @param id UUID, by which users and administrators name it
 * @param series what finds it; only the browser's cookie tells it
 * @param realmId id of the realm
 * @param userId id of the user
 * @param secretHash hash of the secret that counts
 * @param previousHash hash of the secret before the last rotation, or empty
 * @param rotatedAt when the secret was made
 * @param epoch the user's {@link CredentialEpoch} when the rights were given: after a change of credentials none of them counts
 * @param trust since when and until when it is a trusted device, or empty
 * @param signIn since when and until when it holds a login token, or empty
 * @param authenticatedAt when the user last gave real credentials in this browser before the login token was made, or empty
 * @param lastUse when and from where it was last used
 */
public record RememberedBrowser(
        String id,
        String series,
        String realmId,
        String userId,
        String secretHash,
        Optional<String> previousHash,
        Instant rotatedAt,
        String epoch,
        Optional<Right> trust,
        Optional<Right> signIn,
        Optional<Instant> authenticatedAt,
        BrowserUse lastUse) {

    /**
     * What a remembered browser may do for a time.
     *
     * @param since when the user gave it
     * @param until from when on it does not count
     */
    public record Right(Instant since, Instant until) {}
}
