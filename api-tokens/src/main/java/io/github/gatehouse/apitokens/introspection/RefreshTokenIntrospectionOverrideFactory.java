package io.github.gatehouse.apitokens.introspection;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Takes the place of Keycloak's provider {@code refresh_token}: a wrong hint must not hide a token (RFC 7662, section 2.1). */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class RefreshTokenIntrospectionOverrideFactory extends RefreshTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new RefreshOrApiTokenIntrospectionProvider(session);
    }

    @Override
    public int order() {
        return 1_000;
    }
}
