package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.gatehouse.common.job.ClusterJob;
import io.github.gatehouse.common.job.RestingRealms;
import io.github.gatehouse.storage.sessionhistory.JpaRealmSignOutStore;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import io.github.gatehouse.storage.sessionhistory.RealmSignOut;
import io.github.gatehouse.storage.sessionhistory.SessionEnding;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends all sessions of a realm in the background (rule S6), a batch in each of many short transactions. What has ended is gone, so that a node that takes over from one that died goes on
 * where that one stopped. Until its turn comes no session can be used: {@link io.github.gatehouse.common.session.SessionLimits} refuses it.
 */
final class RealmSignOutJob {

    static final Duration INTERVAL = Duration.ofSeconds(5);
    static final String TASK = "gatehouse-realm-sign-out";

    private static final Logger LOG = Logger.getLogger(RealmSignOutJob.class);

    private static final int MOST_FOUND = 1_000;

    /** How long a realm is left alone by this node whose sessions could not be ended: one line in the log each time. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final Clock clock;
    private final RestingRealms resting = new RestingRealms();

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
        Set<String> left = resting.at(clock.instant());
        unfinished.stream()
                .filter(signOut -> !left.contains(signOut.realmId()))
                .forEach(signOut -> endRealm(factory, signOut, end));
    }

    private void endRealm(KeycloakSessionFactory factory, RealmSignOut signOut, Instant end) {
        try {
            endSessions(factory, signOut, end);
        } catch (RuntimeException e) {
            resting.rest(signOut.realmId(), clock.instant().plus(REST));
            LOG.errorf(
                    e,
                    "Not all sessions of realm %s could be ended, for example because a user federation does not"
                            + " answer; they cannot be used, and what is left is tried again in %s",
                    signOut.realmId(),
                    REST);
        }
    }

    private void endSessions(KeycloakSessionFactory factory, RealmSignOut signOut, Instant end) {
        boolean more = true;
        while (more && clock.instant().isBefore(end)) {
            List<String> found =
                    KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> find(session, signOut));
            endAll(factory, signOut, found, end);
            more = found.size() >= MOST_FOUND;
            if (!more && clock.instant().isBefore(end)) {
                KeycloakModelUtils.runJobInTransaction(factory, session -> finish(session, signOut));
            }
        }
    }

    /** Sessions that are to end: so many at once, because Keycloak reads the realm's sessions anew each time. */
    private static List<String> find(KeycloakSession session, RealmSignOut signOut) {
        RealmModel realm = session.realms().getRealm(signOut.realmId());
        if (realm == null) {
            return List.of();
        }
        session.getContext().setRealm(realm);
        Set<String> ids = new LinkedHashSet<>();
        collect(session.sessions().readOnlyStreamUserSessions(realm), signOut, ids);
        if (ids.size() < MOST_FOUND) {
            collect(session.sessions().readOnlyStreamOfflineUserSessions(realm), signOut, ids);
        }
        return List.copyOf(ids);
    }

    private void endAll(KeycloakSessionFactory factory, RealmSignOut signOut, List<String> found, Instant end) {
        Iterator<String> ids = found.iterator();
        while (ids.hasNext() && clock.instant().isBefore(end)) {
            KeycloakModelUtils.runJobInTransaction(factory, session -> endBatch(session, signOut, ids));
        }
    }

    void endBatch(KeycloakSession session, RealmSignOut signOut, Iterator<String> ids) {
        RealmModel realm = session.realms().getRealm(signOut.realmId());
        if (realm == null) {
            // The sessions have gone with it.
            ids.forEachRemaining(id -> {});
            return;
        }
        session.getContext().setRealm(realm);
        SessionEnding ending = new SessionEnding(session, realm, clock);
        SignOutBatch batch = new SignOutBatch(clock);
        while (ids.hasNext() && batch.hasRoom()) {
            ending.endQuietly(ids.next(), signOut.reason());
            batch.countOne();
        }
        new JpaRealmSignOutStore(session).addEnded(signOut.realmId(), batch.ended());
    }

    private void finish(KeycloakSession session, RealmSignOut signOut) {
        JpaRealmSignOutStore signOuts = new JpaRealmSignOutStore(session);
        if (session.realms().getRealm(signOut.realmId()) == null) {
            signOuts.deleteOfRealm(signOut.realmId());
            return;
        }
        // Records of sessions that Keycloak has forgotten.
        new JpaSessionHistoryStore(session)
                .endAllBefore(signOut.realmId(), signOut.before(), signOut.reason(), clock.instant());
        signOuts.finish(signOut, clock.instant());
    }

    private static void collect(Stream<UserSessionModel> sessions, RealmSignOut signOut, Set<String> ids) {
        try (sessions) {
            sessions.filter(one -> Instant.ofEpochSecond(one.getStarted()).isBefore(signOut.before()))
                    .limit(MOST_FOUND)
                    .map(UserSessionModel::getId)
                    .forEach(ids::add);
        }
    }
}
