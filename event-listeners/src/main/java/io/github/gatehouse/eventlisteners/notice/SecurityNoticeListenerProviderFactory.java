package io.github.gatehouse.eventlisteners.notice;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.knownbrowser.JpaKnownBrowserStore;
import io.github.gatehouse.storage.notice.JpaNoticeStore;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/**
 * Listens in every realm, without being among the realm's event listeners: nobody can keep a change quiet by taking it off that list first. Has the sender of this
 * node, which works from the end of the start-up to the stop.
 */
@AutoService(EventListenerProviderFactory.class)
public final class SecurityNoticeListenerProviderFactory
        implements EventListenerProviderFactory, GatehouseProviderFactory<EventListenerProvider> {

    public static final String ID = "gatehouse-security-notices";

    private NoticeSender sender;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new SecurityNoticeListener(session, sender);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        sender = new NoticeSender(factory, KeycloakClock.INSTANCE);
        factory.register(this::onEvent);
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            sender.start();
            new ExpiringApiTokens(started.getFactory(), sender, KeycloakClock.INSTANCE).start();
        } else if (event instanceof UserRemovedEvent removed) {
            String realm = removed.getRealm().getId();
            String user = removed.getUser().getId();
            new JpaNoticeStore(removed.getKeycloakSession()).deleteOfUser(realm, user);
            new JpaKnownBrowserStore(removed.getKeycloakSession()).deleteOfUser(realm, user);
        } else if (event instanceof RealmRemovedEvent removed) {
            String realm = removed.getRealm().getId();
            new JpaNoticeStore(removed.getKeycloakSession()).deleteOfRealm(realm);
            new JpaKnownBrowserStore(removed.getKeycloakSession()).deleteOfRealm(realm);
        }
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.stop();
        }
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
