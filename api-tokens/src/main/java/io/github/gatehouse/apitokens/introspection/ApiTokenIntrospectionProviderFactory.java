package io.github.gatehouse.apitokens.introspection;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Answers {@code token_type_hint=gatehouse-api-token}; Keycloak refuses hints that it has no provider for. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class ApiTokenIntrospectionProviderFactory
        implements TokenIntrospectionProviderFactory, GatehouseProviderFactory<TokenIntrospectionProvider> {

    public static final String ID = "gatehouse-api-token";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new AccessOrApiTokenIntrospectionProvider(session);
    }
}
