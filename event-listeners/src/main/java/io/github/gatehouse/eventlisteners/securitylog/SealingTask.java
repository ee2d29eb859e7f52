package io.github.gatehouse.eventlisteners.securitylog;

import java.time.Duration;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Seals new entries into the chains of their realms, in batches that keep each transaction short. Usually one node does it; should two, the rows of the chains keep
 * them apart. What a node that dies had not committed is sealed by the next.
 */
final class SealingTask {

    static final String NAME = "gatehouse-security-log-sealing";

    private static final Logger LOG = Logger.getLogger(SealingTask.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int BATCH = 500;

    /** In one run, so that after an outage no realm waits long for another. */
    private static final int MOST_BATCHES = 100;

    private final KeycloakSessionFactory factory;

    SealingTask(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    void schedule(KeycloakSession session) {
        ClusterJob.schedule(session, NAME, INTERVAL, this::run);
    }

    private void run() {
        KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> new JpaSecurityLogStore(own).realmsToSeal())
                .forEach(this::seal);
    }

    private void seal(String realmId) {
        try {
            for (int batch = 0; batch < MOST_BATCHES; batch++) {
                int sealed = KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, own -> new JpaSecurityLogStore(own).seal(realmId, BATCH));
                if (sealed < BATCH) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            // A database that is gone shows as one exception or another; the entries stay, and the next run comes soon.
            // One realm must not keep the others from being sealed.
            LOG.warnf(e, "The security log of realm %s could not be sealed; it is tried again", realmId);
        }
    }
}
