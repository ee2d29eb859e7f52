package io.github.gatehouse.apitokens.introspection;

import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Answers a {@code token_type_hint} that means an API token; Keycloak refuses hints that it has no provider for. */
abstract class ApiTokenHintFactory
        implements TokenIntrospectionProviderFactory, GatehouseProviderFactory<TokenIntrospectionProvider> {

    private final String hint;

    ApiTokenHintFactory(String hint) {
        this.hint = hint;
    }

    @Override
    public final String getId() {
        return hint;
    }

    @Override
    public final TokenIntrospectionProvider create(KeycloakSession session) {
        return new AccessOrApiTokenIntrospectionProvider(session);
    }
}
