package io.github.gatehouse.common.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Deletes once an hour, in each realm, what is older than the realm keeps its history (setting {@code history.retentionDays}): on one node at a time, in batches with a
 * short transaction each. A realm whose setting cannot be understood loses nothing.
 */
public final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int BATCH = 500;

    /** In one run and realm: about a million rows. */
    private static final int MOST_BATCHES = 2_000;

    private final KeycloakSessionFactory factory;
    private final String name;
    private final Clock clock;
    private final Deletion deletion;

    private Retention(KeycloakSessionFactory factory, String name, Clock clock, Deletion deletion) {
        this.factory = factory;
        this.name = name;
        this.clock = clock;
        this.deletion = deletion;
    }

    /** Deletes a batch of what is old. */
    @FunctionalInterface
    public interface Deletion {

        /**
         * Deletes in the session's transaction.
         *
         * @param until what ended or happened before
         * @return how many; fewer than {@code most} if nothing is left
         */
        int deleteOlder(KeycloakSession session, String realmId, Instant until, int most);
    }

    /**
     * Schedules it on this node.
     *
     * @param name unique in the server, beginning with {@code gatehouse-}
     */
    public static void schedule(KeycloakSession session, String name, Clock clock, Deletion deletion) {
        Retention retention = new Retention(session.getKeycloakSessionFactory(), name, clock, deletion);
        ClusterJob.schedule(session, name, INTERVAL, retention::run);
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
            // What could not be deleted now is in the next run, and other realms do not wait for it.
            LOG.warnf(e, "%s could not delete what is old in realm %s; it is tried again", name, realmId);
        }
    }

    private int deleteOld(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return 0;
        }
        int days = RealmSettings.of(realm).get(GatehouseSettings.HISTORY_RETENTION_DAYS);
        return deletion.deleteOlder(session, realmId, clock.instant().minus(Duration.ofDays(days)), BATCH);
    }
}
