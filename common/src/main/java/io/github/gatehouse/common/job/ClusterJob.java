package io.github.gatehouse.common.job;

import java.time.Duration;

import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/**
 * Work that is done at intervals by one node at a time. It is called outside of any transaction and opens its own, short ones. A node that dies in the middle of it is
 * replaced when {@link #LONGEST} is over; so the work must bear to be done twice.
 */
public final class ClusterJob {

    /** After this time a node that still seems to be at work is taken for dead. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(ClusterJob.class);

    private ClusterJob() {}

    /**
     * Schedules work on this node.
     *
     * @param name unique in the server, beginning with {@code gatehouse-}
     */
    public static void schedule(KeycloakSession session, String name, Duration interval, Runnable work) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        session.getProvider(TimerProvider.class).schedule(() -> run(factory, name, work), interval.toMillis(), name);
    }

    private static void run(KeycloakSessionFactory factory, String name, Runnable work) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> session.getProvider(ClusterProvider.class)
                    .executeIfNotExecuted(name, Math.toIntExact(LONGEST.toSeconds()), () -> {
                        work.run();
                        return null;
                    }));
        } catch (RuntimeException e) {
            // Nothing that fails in here, a database that is gone for example, may end the timer that all of Keycloak
            // shares.
            LOG.errorf(e, "The job %s failed; it is tried again at its next turn", name);
        }
    }
}
