package io.github.gatehouse.eventlisteners.sessionhistory;

import java.util.List;

import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import io.github.gatehouse.storage.sessionhistory.SessionActivity;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/** Writes the activity of this node's sessions once a minute and on shutdown, in batches that keep each transaction short. */
final class SessionActivityWriter {

    private static final Logger LOG = Logger.getLogger(SessionActivityWriter.class);
    private static final String TASK = "gatehouse-session-activity";
    private static final int BATCH = 500;

    private final KeycloakSessionFactory factory;
    private final SessionActivities activities;

    SessionActivityWriter(KeycloakSessionFactory factory, SessionActivities activities) {
        this.factory = factory;
        this.activities = activities;
    }

    void schedule(KeycloakSession session) {
        session.getProvider(TimerProvider.class)
                .scheduleTask(task -> write(), SessionActivities.INTERVAL.toMillis(), TASK);
    }

    /** Writes what is pending. What cannot be written stays pending and is tried again the next time. */
    void write() {
        List<SessionActivity> pending = activities.pending();
        for (int from = 0; from < pending.size(); from += BATCH) {
            List<SessionActivity> batch = pending.subList(from, Math.min(from + BATCH, pending.size()));
            try {
                KeycloakModelUtils.runJobInTransaction(
                        factory, session -> new JpaSessionHistoryStore(session).noteActivity(batch));
                activities.written(batch);
            } catch (RuntimeException e) {
                // A database that is gone shows as one exception or another, depending on where in the transaction it
                // went; nothing of it may end the timer that
                // all of Keycloak shares, or keep the server from stopping.
                LOG.warnf(
                        e,
                        "The activity of %d sessions could not be written; it is tried again in a minute",
                        pending.size() - from);
                return;
            }
        }
    }
}
