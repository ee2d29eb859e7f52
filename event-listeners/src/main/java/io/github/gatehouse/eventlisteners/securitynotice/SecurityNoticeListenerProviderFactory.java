package io.github.gatehouse.eventlisteners.securitynotice;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;

/**
 * Listens in every realm, without being among the realm's event listeners: nobody can keep a change quiet by taking it off that list first. Nothing is sent where
 * the realm has no admin e-mail addresses.
 */
@AutoService(EventListenerProviderFactory.class)
public final class SecurityNoticeListenerProviderFactory
        implements EventListenerProviderFactory, GatehouseProviderFactory<EventListenerProvider> {

    public static final String ID = "gatehouse-security-notices";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new SecurityNoticeListener(session);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }
}
