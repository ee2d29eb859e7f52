package io.github.gatehouse.storage.knownbrowser;

import java.time.Instant;
import java.util.List;

import org.keycloak.models.UserModel;

/** The browsers in which each user has signed in before. All calls work in the transaction of the Keycloak session the store was made for. */
public interface KnownBrowserStore {

    /** The most that are known for one user; the one that was not used for the longest time makes room. */
    int MOST_PER_USER = 20;

    /** All of the user's, the last used first: one indexed read. */
    List<KnownBrowser> list(String realmId, String userId);

    /** The same, read only if this node does not know it. */
    List<KnownBrowser> cached(String realmId, UserModel user);

    /**
     * Adds one.
     *
     * @param others what {@link #list} has told, from which the oldest make room
     */
    void add(String realmId, String userId, KnownBrowser browser, List<KnownBrowser> others);

    void used(String realmId, String userId, String id, Instant at);

    /**
     * Forgets one of the user's.
     *
     * @return whether it was still known: of several parallel calls one is told so
     */
    boolean forget(String realmId, String userId, String id);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
