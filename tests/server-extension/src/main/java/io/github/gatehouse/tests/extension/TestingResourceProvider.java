package io.github.gatehouse.tests.extension;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

final class TestingResourceProvider implements RealmResourceProvider {

    private final KeycloakSession session;

    TestingResourceProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return new TestingResource(session);
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
