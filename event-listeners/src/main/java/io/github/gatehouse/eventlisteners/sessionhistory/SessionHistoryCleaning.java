package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Forgets ended sessions that are older than their realm keeps history ({@code history.retentionDays}), in batches with a short transaction each. */
final class SessionHistoryCleaning {

    static final Duration INTERVAL = Duration.ofHours(1);
    static final String TASK = "gatehouse-session-history-cleaning";

    private static final int BATCH = 1000;

    /** What a value that cannot be understood counts as: nothing is forgotten too early. */
    private static final int LONGEST_DAYS = 36_500;

    private final Clock clock;

    SessionHistoryCleaning(Clock clock) {
        this.clock = clock;
    }

    void schedule(KeycloakSession session) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ClusterJob.schedule(session, TASK, INTERVAL, () -> clean(factory));
    }

    private void clean(KeycloakSessionFactory factory) {
        List<String> realms = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> session.realms()
                .getRealmsStream()
                .map(RealmModel::getId)
                .toList());
        realms.forEach(realm -> {
            int deleted;
            do {
                deleted = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> clean(session, realm));
            } while (deleted == BATCH);
        });
    }

    private int clean(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return 0;
        }
        int days = RealmSettings.of(realm).getOr(GatehouseSettings.HISTORY_RETENTION_DAYS, LONGEST_DAYS);
        Instant before = clock.instant().minus(Duration.ofDays(days));
        return new JpaSessionHistoryStore(session).deleteEnded(realmId, before, BATCH);
    }
}
