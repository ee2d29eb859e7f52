package io.github.gatehouse.storage.sessionhistory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.github.gatehouse.common.session.SessionEndReason;

/** Which realms are being signed out as a whole (rule S6). All calls work in the transaction of the Keycloak session the store was made for. */
public interface RealmSignOutStore {

    /** The last one of the realm, whether it goes on or not. */
    Optional<RealmSignOut> find(String realmId);

    /** Begins one, or lets one that goes on also end what has begun since. Whoever calls holds the realm's lock. */
    void begin(String realmId, Instant before, SessionEndReason reason);

    /** All that go on. */
    List<RealmSignOut> unfinished();

    void addEnded(String realmId, int ended);

    /** Ends one, unless it was begun anew meanwhile. */
    void finish(RealmSignOut signOut, Instant at);

    void deleteOfRealm(String realmId);
}
