package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.storage.sessionhistory.JpaRealmSignOutStore;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import io.github.gatehouse.storage.sessionhistory.RealmSignOut;
import io.github.gatehouse.storage.sessionhistory.SessionEnding;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends all sessions of a realm in the background (rule S6), a batch in each transaction. What has ended is gone, so that a node that takes over from one that died goes on
 * where that one stopped. Until its turn comes no session can be used: {@link io.github.gatehouse.common.session.SessionLimits} refuses it.
 */
final class RealmSignOutJob {

    static final Duration INTERVAL = Duration.ofSeconds(5);
    static final String TASK = "gatehouse-realm-sign-out";

    private static final int BATCH = 100;

    private final Clock clock;

    RealmSignOutJob(Clock clock) {
        this.clock = clock;
    }

    void schedule(KeycloakSession session) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ClusterJob.schedule(session, TASK, INTERVAL, () -> run(factory));
    }

    private void run(KeycloakSessionFactory factory) {
        Instant end = clock.instant().plus(ClusterJob.LONGEST.dividedBy(2));
        List<RealmSignOut> unfinished = KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> new JpaRealmSignOutStore(session).unfinished());
        for (RealmSignOut signOut : unfinished) {
            boolean more = true;
            while (more && clock.instant().isBefore(end)) {
                more = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> endBatch(session, signOut));
            }
        }
    }

    /** Whether there may be more. */
    private boolean endBatch(KeycloakSession session, RealmSignOut signOut) {
        RealmModel realm = session.realms().getRealm(signOut.realmId());
        JpaRealmSignOutStore signOuts = new JpaRealmSignOutStore(session);
        if (realm == null) {
            signOuts.deleteOfRealm(signOut.realmId());
            return false;
        }
        session.getContext().setRealm(realm);
        Set<String> ids = new LinkedHashSet<>();
        collect(session.sessions().readOnlyStreamUserSessions(realm), signOut, ids);
        if (ids.size() < BATCH) {
            collect(session.sessions().readOnlyStreamOfflineUserSessions(realm), signOut, ids);
        }
        SessionEnding ending = new SessionEnding(session, realm, clock);
        ids.forEach(id -> ending.endQuietly(id, signOut.reason()));
        signOuts.addEnded(realm.getId(), ids.size());
        if (ids.size() >= BATCH) {
            return true;
        }
        // Records of sessions that Keycloak has forgotten.
        new JpaSessionHistoryStore(session)
                .endAllBefore(realm.getId(), signOut.before(), signOut.reason(), clock.instant());
        signOuts.finish(signOut, clock.instant());
        return false;
    }

    private static void collect(Stream<UserSessionModel> sessions, RealmSignOut signOut, Set<String> ids) {
        try (sessions) {
            sessions.filter(one -> Instant.ofEpochSecond(one.getStarted()).isBefore(signOut.before()))
                    .limit(BATCH)
                    .map(UserSessionModel::getId)
                    .forEach(ids::add);
        }
    }
}
