package io.github.gatehouse.eventlisteners.securitylog;

import java.time.Instant;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.events.RequiredWork;
import io.github.gatehouse.common.job.Retention;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/**
 * Writes the security log of every realm (rule L1), without being among the realm's event listeners: nobody can keep quiet what is done by taking it off that list
 * first.
 */
@AutoService(EventListenerProviderFactory.class)
public final class SecurityLogListenerProviderFactory
        implements EventListenerProviderFactory, GatehouseProviderFactory<EventListenerProvider> {

    public static final String ID = "gatehouse-security-log";

    private final FailedAttemptPace pace = new FailedAttemptPace();

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new SecurityLogListener(session, pace);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(SecurityLogListenerProviderFactory::onEvent);
    }

    private static void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            KeycloakModelUtils.runJobInTransaction(started.getFactory(), session -> {
                new SealingTask(started.getFactory()).schedule(session);
                Retention.schedule(
                        session,
                        "gatehouse-security-log-retention",
                        KeycloakClock.INSTANCE,
                        SecurityLogListenerProviderFactory::deleteOlder);
            });
        } else if (event instanceof UserRemovedEvent removed) {
            erase(
                    removed.getKeycloakSession(),
                    removed.getRealm().getId(),
                    removed.getUser().getId());
        } else if (event instanceof RealmRemovedEvent removed) {
            new JpaSecurityLogStore(removed.getKeycloakSession())
                    .deleteOfRealm(removed.getRealm().getId());
        }
    }

    private static int deleteOlder(KeycloakSession session, String realmId, Instant until, int most) {
        return new JpaSecurityLogStore(session).deleteOlder(realmId, until, KeycloakClock.INSTANCE.instant(), most);
    }

    /** After what the same request has written of the user. */
    private static void erase(KeycloakSession session, String realmId, String userId) {
        RequiredWork.beforeCommit(session, () -> new JpaSecurityLogStore(session).eraseUser(realmId, userId));
    }
}
