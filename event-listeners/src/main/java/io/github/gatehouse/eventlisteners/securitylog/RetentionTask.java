package io.github.gatehouse.eventlisteners.securitylog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Deletes entries that are older than a realm keeps its history, in batches that keep each transaction short. */
final class RetentionTask {

    static final String NAME = "gatehouse-security-log-retention";

    private static final Logger LOG = Logger.getLogger(RetentionTask.class);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int BATCH = 500;

    /** In one run and realm: about a million entries. */
    private static final int MOST_BATCHES = 2_000;

    private final KeycloakSessionFactory factory;

    RetentionTask(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    void schedule(KeycloakSession session) {
        ClusterJob.schedule(session, NAME, INTERVAL, this::run);
    }

    private void run() {
        List<String> realms = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                own -> own.realms().getRealmsStream().map(RealmModel::getId).toList());
        realms.forEach(this::deleteOld);
    }

    private void deleteOld(String realmId) {
        try {
            for (int batch = 0; batch < MOST_BATCHES; batch++) {
                int deleted = KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> deleteOld(own, realmId));
                if (deleted < BATCH) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            // As for sealing: what could not be deleted now is in the next run, and other realms do not wait for it.
            LOG.warnf(e, "The security log of realm %s could not be shortened; it is tried again", realmId);
        }
    }

    private static int deleteOld(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return 0;
        }
        int days = RealmSettings.of(realm).get(GatehouseSettings.HISTORY_RETENTION_DAYS);
        Instant now = KeycloakClock.INSTANCE.instant();
        return new JpaSecurityLogStore(session).deleteOlder(realmId, now.minus(Duration.ofDays(days)), now, BATCH);
    }
}
