package io.github.gatehouse.storage.sessionhistory;

import java.time.Duration;
import java.util.Optional;

import org.keycloak.models.UserModel;

/** Users' own limits of inactivity (rule S3). All calls but {@link #cached} work in the transaction of the Keycloak session the store was made for. */
public interface AutomaticLogoutStore {

    /** In whole minutes. One indexed read. */
    Optional<Duration> find(String realmId, String userId);

    /**
     * The same, read only if this node does not know it, and then in a transaction of its own. If it cannot be read, that of the sign-in is not spoilt, which Keycloak (26.7)
     * would roll back without a word while it answers that the user is signed in.
     */
    Optional<Duration> cached(String realmId, UserModel user);

    /** Keeps a limit, or empty = none of the user's own. */
    void set(String realmId, String userId, Optional<Duration> limit);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
