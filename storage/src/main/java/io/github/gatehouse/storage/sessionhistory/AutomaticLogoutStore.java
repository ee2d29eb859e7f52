package io.github.gatehouse.storage.sessionhistory;

import java.time.Duration;
import java.util.Optional;

import org.keycloak.models.UserModel;

/** Users' own limits of inactivity (rule S3). All calls work in the transaction of the Keycloak session the store was made for. */
public interface AutomaticLogoutStore {

    /** In whole minutes. One indexed read. */
    Optional<Duration> find(String realmId, String userId);

    /** The same, read only if this node does not know it. */
    Optional<Duration> cached(String realmId, UserModel user);

    /** Keeps a limit, or empty = none of the user's own. */
    void set(String realmId, String userId, Optional<Duration> limit);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
