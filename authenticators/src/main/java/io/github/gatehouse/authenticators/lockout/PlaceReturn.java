package io.github.gatehouse.authenticators.lockout;

import java.time.Duration;
import java.util.List;

import io.github.gatehouse.storage.lockout.JpaLockoutStore;
import io.github.gatehouse.storage.lockout.LockoutKey;
import io.github.gatehouse.storage.lockout.LockoutStore;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.cache.infinispan.events.CacheKeyInvalidatedEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/**
 * Gives back the places that this node keeps: those nobody came for, and those that another node needs. The message is carried by Keycloak's own event for an invalid
 * cache key, because the cluster can only send what the server has a marshaller for. Were it lost, the place would be free a little later.
 */
final class PlaceReturn {

    private static final Logger LOG = Logger.getLogger(PlaceReturn.class);
    private static final String NAME = "gatehouse-lockout-places";

    /** With the time that a place is kept, well within its lease. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final String SEPARATOR = " ";

    private final KeycloakSessionFactory factory;
    private final KeptPlaces kept;

    PlaceReturn(KeycloakSessionFactory factory, KeptPlaces kept) {
        this.factory = factory;
        this.kept = kept;
    }

    void start() {
        KeycloakModelUtils.runJobInTransaction(factory, session -> {
            session.getProvider(ClusterProvider.class).registerListener(NAME, event -> {
                if (event instanceof CacheKeyInvalidatedEvent wanted) {
                    giveBack(key(wanted.getId()));
                }
            });
            session.getProvider(TimerProvider.class)
                    .scheduleTask(task -> release(kept.dropStale()), INTERVAL.toMillis(), NAME);
        });
    }

    /** Asks all other nodes for the place that they may keep. */
    static void ask(KeycloakSession session, LockoutKey key) {
        try {
            session.getProvider(ClusterProvider.class).notify(NAME, new CacheKeyInvalidatedEvent(text(key)), true);
        } catch (RuntimeException e) {
            // A cluster in trouble shows as one exception or another; the failure that was counted, or the attempt that
            // waits, must not fail with it.
            LOG.warnf(e, "The other nodes could not be asked for a place of user %s", key.userId());
        }
    }

    private void giveBack(LockoutKey key) {
        if (kept.drop(key)) {
            release(List.of(key));
        }
    }

    private void release(List<LockoutKey> keys) {
        for (LockoutKey key : keys) {
            try {
                KeycloakModelUtils.runJobInTransaction(factory, session -> {
                    LockoutStore store = new JpaLockoutStore(session);
                    store.release(key);
                });
            } catch (RuntimeException e) {
                // A database that is gone shows as one exception or another; none of them may end the timer that all of
                // Keycloak shares.
                LOG.warnf(e, "A place of user %s was not given back; it is free with its lease", key.userId());
            }
        }
    }

    /** The user's id comes last: those of other storages may hold anything. */
    private static String text(LockoutKey key) {
        return String.join(SEPARATOR, key.realmId(), key.browserId(), key.userId());
    }

    private static LockoutKey key(String text) {
        String[] parts = text.split(SEPARATOR, 3);
        return new LockoutKey(parts[0], parts[2], parts[1]);
    }
}
