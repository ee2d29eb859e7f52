package io.github.gatehouse.storage.jpa;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.storage.demo.DemoRealmWarning;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers Gatehouse's tables. The id names the table in which Liquibase remembers what it has run: it never changes. */
@AutoService(JpaEntityProviderFactory.class)
public final class GatehouseJpaEntityProviderFactory
        implements JpaEntityProviderFactory, GatehouseProviderFactory<JpaEntityProvider> {

    public static final String ID = "gatehouse-jpa";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        DemoRealmWarning.register(factory);
        IsolationWarning.register(factory);
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new GatehouseJpaEntityProvider();
    }
}
