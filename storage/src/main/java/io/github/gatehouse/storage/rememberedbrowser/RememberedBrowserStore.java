package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembered browsers. All calls work in the transaction of the Keycloak session the store was made for. A browser's row ends with its last right, with its
 * user and with its realm.
 */
public interface RememberedBrowserStore {

    /** The most browsers that are remembered for one user; the one that was not used for the longest time makes room. */
    int MOST_PER_USER = 50;

    /** One indexed read. */
    Optional<RememberedBrowser> find(String series);

    /** The user's browsers that can still be used for something, the last used first. */
    List<RememberedBrowser> list(String realmId, String userId, Instant now);

    /** Remembers a browser for the first time. Rows of the user that have run out make room. */
    void create(NewRememberedBrowser browser);

    /**
     * Puts another secret in the place of the one that was presented, and notes the use.
     *
     * @return whether that was still the one that counts: of parallel calls with the same secret one is told so
     */
    boolean rotate(String series, String presentedHash, String nextHash, BrowserUse use);

    /** Gives a right, or gives it anew. */
    void grant(String id, BrowserRight right, RememberedBrowser.Right granted, Instant authenticatedAt);

    /**
     * Takes a right from one of the user's browsers.
     *
     * @return whether it had it
     */
    boolean end(String realmId, String userId, String id, BrowserRight right);

    /**
     * Takes a right from all of the user's browsers.
     *
     * @return from how many
     */
    int endAll(String realmId, String userId, BrowserRight right);

    /** Takes a right from all of the user's browsers but the one in which this session was made. */
    void endAllExceptOfSession(String realmId, String userId, BrowserRight right, String sessionId);

    /** Takes the login token from the browser in which this session of the user was made. */
    void endSession(String realmId, String userId, String sessionId);

    /** The same, whoever's session it was. */
    void endSession(String realmId, String sessionId);

    /** Takes a right from all browsers of the realm. */
    void endOfRealm(String realmId, BrowserRight right);

    /**
     * Forgets one browser with all its rights.
     *
     * @return whether it was there; of parallel calls one gets true
     */
    boolean delete(String id);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
