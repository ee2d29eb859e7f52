package io.github.gatehouse.authenticators.lockout;

import java.util.Comparator;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserLoginFailureProvider;
import org.keycloak.models.UserLoginFailureProviderFactory;
import org.keycloak.provider.ProviderFactory;

/** Takes the place of whichever of Keycloak's stores of login failures is in use, and leaves the realms without Gatehouse's lockout to it. */
@AutoService(UserLoginFailureProviderFactory.class)
public final class LockoutLoginFailureProviderFactory
        implements UserLoginFailureProviderFactory<UserLoginFailureProvider>,
                GatehouseProviderFactory<UserLoginFailureProvider> {

    @Override
    public String getId() {
        return LockoutProtectorFactory.ID;
    }

    @Override
    public UserLoginFailureProvider create(KeycloakSession session) {
        String stock = session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(UserLoginFailureProvider.class)
                .filter(factory -> factory != this)
                .max(Comparator.comparingInt(ProviderFactory::order))
                .map(ProviderFactory::getId)
                .orElseThrow(() -> new IllegalStateException("Keycloak has no store of login failures"));
        return new LockoutLoginFailureProvider(session, session.getProvider(UserLoginFailureProvider.class, stock));
    }

    /** Before Keycloak's own, which have 0 and 1. */
    @Override
    public int order() {
        return 100;
    }
}
