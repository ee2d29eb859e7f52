package io.github.gatehouse.apitokens.introspection;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Answers a {@code token_type_hint} that is the token type of token exchange. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class ApiTokenTypeIntrospectionProviderFactory
        implements TokenIntrospectionProviderFactory, GatehouseProviderFactory<TokenIntrospectionProvider> {

    public static final String ID = "urn:gatehouse:params:oauth:token-type:api-token";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new AccessOrApiTokenIntrospectionProvider(session);
    }
}
