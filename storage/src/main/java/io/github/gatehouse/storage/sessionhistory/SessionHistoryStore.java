package io.github.gatehouse.storage.sessionhistory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.github.gatehouse.common.session.SessionEndReason;

/**
 * Sessions of users, past and present. All calls work in the transaction of the Keycloak session the store was made for. A row ends with its user, with its realm
 * and when it is older than the realm keeps history.
 */
public interface SessionHistoryStore {

    /**
     * Records a session that has just begun. One insert.
     *
     * @param automaticLogout the user's own limit of inactivity (rule S3), if there is one
     * @param dueAt when it must be looked at for the first time; empty = when it ends by itself
     */
    void begin(RecordedSession begun, Optional<Duration> automaticLogout, Optional<Instant> dueAt);

    Optional<RecordedSession> find(String realmId, String id);

    /** The user's sessions that have not ended, the last begun first. One range of the index. */
    List<RecordedSession> active(String realmId, String userId, int first, int max);

    long countActive(String realmId, String userId);

    /** The user's sessions that have ended, the last ended first. One range of the index. */
    List<RecordedSession> ended(String realmId, String userId, int first, int max);

    /**
     * Records the end of a session. Who comes first names the reason.
     *
     * @return whether it had not ended before
     */
    boolean end(String realmId, String id, SessionEndReason reason, Instant at);

    /** The same, unless an application goes on using it offline. */
    boolean endUnlessOffline(String realmId, String id, SessionEndReason reason, Instant at);

    /** Notes that an application can go on when the user signs out. */
    void markOffline(String realmId, String id);

    /** Notes what was done in sessions, and when their users' own limits of inactivity will be over then. */
    void noteActivity(List<SessionActivity> activities);

    /** Sessions that must be looked at: the user's own limit of inactivity is over as far as activity is noted, or somebody works in the user's name. One range of the index. */
    List<RecordedSession> due(Instant now, int max);

    /** Puts off when a session is looked at again. */
    void putOff(String id, Instant dueAt);

    /** Sets or lifts the limit of inactivity of all sessions of the user that last, but not where somebody else works in the user's name. */
    void limit(String realmId, String userId, Optional<Duration> automaticLogout);

    /** Makes the sessions due in which this session's user works in the name of others. */
    void lookAt(String impersonatorSessionId, Instant now);

    /** Records the end of all sessions of the realm, but of those that applications keep offline. */
    void endAll(String realmId, SessionEndReason reason, Instant at);

    /** Records the end of all sessions of the realm that began before. */
    void endAllBefore(String realmId, Instant before, SessionEndReason reason, Instant at);

    /**
     * Forgets sessions that ended before.
     *
     * @return how many, at most {@code max}
     */
    int deleteEnded(String realmId, Instant before, int max);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
