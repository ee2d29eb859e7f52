package io.github.gatehouse.eventlisteners.secondfactor;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Asks for a fresh sign-in where Keycloak's own account service takes a credential away. Listens in every realm. */
@AutoService(EventListenerProviderFactory.class)
public final class CredentialRemovalGuardFactory
        implements EventListenerProviderFactory, GatehouseProviderFactory<EventListenerProvider> {

    public static final String ID = "gatehouse-credential-removal";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new CredentialRemovalGuard(session, KeycloakClock.INSTANCE);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
