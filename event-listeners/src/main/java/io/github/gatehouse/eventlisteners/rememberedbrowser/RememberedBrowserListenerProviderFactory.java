package io.github.gatehouse.eventlisteners.rememberedbrowser;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.storage.credentialuse.JpaCredentialUseStore;
import io.github.gatehouse.storage.rememberedbrowser.JpaRememberedBrowserStore;
import io.github.gatehouse.storage.secondfactor.JpaSecondFactorGraceStore;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.provider.ProviderEvent;

/** Ends what browsers are remembered for when the user signs out, is disabled or deleted. Listens in every realm. */
@AutoService(EventListenerProviderFactory.class)
public final class RememberedBrowserListenerProviderFactory
        implements EventListenerProviderFactory, GatehouseProviderFactory<EventListenerProvider> {

    public static final String ID = "gatehouse-remembered-browsers";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new RememberedBrowserListener(session);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(RememberedBrowserListenerProviderFactory::onEvent);
    }

    private static void onEvent(ProviderEvent event) {
        if (event instanceof UserRemovedEvent removed) {
            String realm = removed.getRealm().getId();
            String user = removed.getUser().getId();
            new JpaRememberedBrowserStore(removed.getKeycloakSession()).deleteOfUser(realm, user);
            new JpaCredentialUseStore(removed.getKeycloakSession()).deleteOfUser(realm, user);
            new JpaSecondFactorGraceStore(removed.getKeycloakSession()).deleteOfUser(realm, user);
        } else if (event instanceof RealmRemovedEvent removed) {
            String realm = removed.getRealm().getId();
            new JpaRememberedBrowserStore(removed.getKeycloakSession()).deleteOfRealm(realm);
            new JpaCredentialUseStore(removed.getKeycloakSession()).deleteOfRealm(realm);
            new JpaSecondFactorGraceStore(removed.getKeycloakSession()).deleteOfRealm(realm);
        }
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
