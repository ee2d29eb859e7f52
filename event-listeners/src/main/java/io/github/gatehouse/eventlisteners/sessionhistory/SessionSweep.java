package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.common.session.SessionLimits;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import io.github.gatehouse.storage.sessionhistory.RecordedSession;
import io.github.gatehouse.storage.sessionhistory.SessionEnding;
import io.github.gatehouse.storage.sessionhistory.SessionHistoryStore;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends sessions that are over although nobody uses them (rules S3, S5), and closes the records of those that Keycloak has forgotten. Looks only at sessions that can be
 * due: one range of an index, in batches with a short transaction for each session.
 */
final class SessionSweep {

    /** How long a session can go on after its limit, if nobody uses it. */
    static final Duration INTERVAL = Duration.ofSeconds(15);

    static final String TASK = "gatehouse-session-sweep";

    private static final Logger LOG = Logger.getLogger(SessionSweep.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
    private static final Duration IMPERSONATION_CHECK = Duration.ofSeconds(30);
    private static final int BATCH = 100;

    /** Batches of one turn; the rest is left to the next one. */
    private static final int MOST_BATCHES = 100;

    private final Clock clock;

    SessionSweep(Clock clock) {
        this.clock = clock;
    }

    void schedule(KeycloakSession session) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ClusterJob.schedule(session, TASK, INTERVAL, () -> sweep(factory));
    }

    private void sweep(KeycloakSessionFactory factory) {
        List<RecordedSession> due;
        int batches = 0;
        do {
            due = KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> new JpaSessionHistoryStore(session).due(clock.instant(), BATCH));
            due.forEach(recorded -> judge(factory, recorded));
            batches++;
        } while (due.size() == BATCH && batches < MOST_BATCHES);
    }

    /** One that cannot be judged must not keep the others from it: it is looked at again later. */
    private void judge(KeycloakSessionFactory factory, RecordedSession recorded) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> judge(session, recorded));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Session %s could not be looked at; it is tried again in %s", recorded.id(), AFTER_FAILURE);
            KeycloakModelUtils.runJobInTransaction(factory, session -> new JpaSessionHistoryStore(session)
                    .putOff(recorded.id(), clock.instant().plus(AFTER_FAILURE)));
        }
    }

    private void judge(KeycloakSession session, RecordedSession recorded) {
        SessionHistoryStore history = new JpaSessionHistoryStore(session);
        RealmModel realm = session.realms().getRealm(recorded.realmId());
        if (realm == null) {
            history.deleteOfRealm(recorded.realmId());
            return;
        }
        session.getContext().setRealm(realm);
        UserSessionModel live = session.sessions().getUserSession(realm, recorded.id());
        if (live == null) {
            endUnlessOffline(session, realm, recorded, history);
            return;
        }
        Optional<SessionEndReason> over = new SessionLimits(session, realm, clock).over(live);
        if (over.isPresent()) {
            new SessionEnding(session, realm, clock).endQuietly(recorded.id(), over.get());
        } else {
            history.putOff(recorded.id(), nextLook(recorded, live));
        }
    }

    private void endUnlessOffline(
            KeycloakSession session, RealmModel realm, RecordedSession recorded, SessionHistoryStore history) {
        if (session.sessions().getOfflineUserSession(realm, recorded.id()) == null) {
            history.end(realm.getId(), recorded.id(), SessionEndReason.TIMED_OUT, clock.instant());
        } else {
            history.putOff(recorded.id(), Instant.ofEpochMilli(Long.MAX_VALUE));
        }
    }

    private Instant nextLook(RecordedSession recorded, UserSessionModel live) {
        return SessionLimits.limit(live)
                .filter(limit -> recorded.impersonator().isEmpty())
                .map(limit -> SessionLimits.lastActivity(live).plus(limit).plusSeconds(1))
                .orElseGet(() -> clock.instant().plus(IMPERSONATION_CHECK));
    }
}
