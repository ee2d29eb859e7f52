package io.github.gatehouse.apitokens.lastuse;

import java.util.List;

import io.github.gatehouse.storage.apitoken.ApiTokenUse;
import io.github.gatehouse.storage.apitoken.JpaApiTokenStore;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.timer.TimerProvider;

/** Writes the last uses of this node's tokens once a minute and on shutdown, in batches that keep each transaction short. */
public final class LastUseWriter {

    private static final Logger LOG = Logger.getLogger(LastUseWriter.class);
    private static final String TASK = "gatehouse-api-token-last-uses";
    private static final int BATCH = 500;

    private final KeycloakSessionFactory factory;
    private final ApiTokenLastUses lastUses;

    public LastUseWriter(KeycloakSessionFactory factory, ApiTokenLastUses lastUses) {
        this.factory = factory;
        this.lastUses = lastUses;
    }

    public void schedule(KeycloakSession session) {
        session.getProvider(TimerProvider.class)
                .scheduleTask(task -> write(), ApiTokenLastUses.INTERVAL.toMillis(), TASK);
    }

    /** Writes what is pending. What cannot be written stays pending and is tried again the next time. */
    public void write() {
        List<ApiTokenUse> pending = lastUses.pending();
        for (int from = 0; from < pending.size(); from += BATCH) {
            List<ApiTokenUse> batch = pending.subList(from, Math.min(from + BATCH, pending.size()));
            try {
                KeycloakModelUtils.runJobInTransaction(
                        factory, session -> new JpaApiTokenStore(session).recordUses(batch));
                lastUses.written(batch);
            } catch (RuntimeException e) {
                // A database that is gone shows as one exception or another, depending on where in the transaction it
                // went; nothing of it may end
                // the timer that all of Keycloak shares, or keep the server from stopping.
                LOG.warnf(
                        e,
                        "The last uses of %d API tokens could not be written; they are tried again in a minute",
                        pending.size() - from);
                return;
            }
        }
    }
}
