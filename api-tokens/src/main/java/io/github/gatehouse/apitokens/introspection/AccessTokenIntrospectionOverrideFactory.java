package io.github.gatehouse.apitokens.introspection;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Takes the place of Keycloak's provider {@code access_token}, which also answers requests without {@code token_type_hint}. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class AccessTokenIntrospectionOverrideFactory extends AccessTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new AccessOrApiTokenIntrospectionProvider(session);
    }

    @Override
    public int order() {
        return 1_000;
    }
}
