package io.github.gatehouse.eventlisteners.sessionhistory;

import java.util.Set;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.job.Retention;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.sessionhistory.JpaAutomaticLogoutStore;
import io.github.gatehouse.storage.sessionhistory.JpaRealmSignOutStore;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderEvent;

/** Keeps the history of sessions in every realm, and the jobs that go with it: activity is written, what is due is ended, what is old is forgotten. */
@AutoService(EventListenerProviderFactory.class)
public final class SessionHistoryListenerProviderFactory
        implements EventListenerProviderFactory, GatehouseProviderFactory<EventListenerProvider> {

    public static final String ID = "gatehouse-session-history";

    private final SessionActivities activities = new SessionActivities();
    private SessionActivityWriter writer;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new SessionHistoryListener(session, activities, KeycloakClock.INSTANCE);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        writer = new SessionActivityWriter(factory, activities);
        factory.register(this::onEvent);
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            KeycloakModelUtils.runJobInTransaction(started.getFactory(), session -> {
                writer.schedule(session);
                new SessionSweep(KeycloakClock.INSTANCE).schedule(session);
                new RealmSignOutJob(KeycloakClock.INSTANCE).schedule(session);
                Retention.schedule(
                        session,
                        "gatehouse-session-history-retention",
                        KeycloakClock.INSTANCE,
                        (own, realm, until, most) -> new JpaSessionHistoryStore(own).deleteEnded(realm, until, most));
            });
        } else if (event instanceof UserRemovedEvent removed) {
            String realm = removed.getRealm().getId();
            String user = removed.getUser().getId();
            new JpaSessionHistoryStore(removed.getKeycloakSession()).deleteOfUser(realm, user);
            new JpaAutomaticLogoutStore(removed.getKeycloakSession()).deleteOfUser(realm, user);
        } else if (event instanceof RealmRemovedEvent removed) {
            String realm = removed.getRealm().getId();
            new JpaSessionHistoryStore(removed.getKeycloakSession()).deleteOfRealm(realm);
            new JpaAutomaticLogoutStore(removed.getKeycloakSession()).deleteOfRealm(realm);
            new JpaRealmSignOutStore(removed.getKeycloakSession()).deleteOfRealm(realm);
        }
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    /** The database is closed after this provider, so that the last activity can be written on shutdown. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.write();
        }
    }
}
