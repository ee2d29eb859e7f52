package io.github.gatehouse.accountsecurity;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@code /realms/{realm}/account-security}; the id is the path. */
@AutoService(RealmResourceProviderFactory.class)
public final class AccountSecurityResourceProviderFactory
        implements RealmResourceProviderFactory, GatehouseProviderFactory<RealmResourceProvider> {

    public static final String ID = "account-security";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new AccountSecurityResource(session, KeycloakClock.INSTANCE);
            }

            @Override
            public void close() {}
        };
    }
}
