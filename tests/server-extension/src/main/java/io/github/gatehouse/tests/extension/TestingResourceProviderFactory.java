package io.github.gatehouse.tests.extension;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@code /realms/{realm}/gatehouse-testing}. */
@AutoService(RealmResourceProviderFactory.class)
public final class TestingResourceProviderFactory implements RealmResourceProviderFactory {

    private static final String ID = "gatehouse-testing";

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new TestingResourceProvider(session);
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing to release.
    }

    @Override
    public String getId() {
        return ID;
    }
}
