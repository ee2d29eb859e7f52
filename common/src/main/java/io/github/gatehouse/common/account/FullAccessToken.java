package io.github.gatehouse.common.account;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;

/** An access token with audience and roles, which a lightweight one leaves out: they are worked out as Keycloak 26.7 does in {@code AccountLoader}. */
public final class FullAccessToken {

    private FullAccessToken() {}

    public static AccessToken of(KeycloakSession session, AuthenticationManager.AuthResult result) {
        AccessToken token = result.token();
        if (token.getRealmAccess() != null || !token.getResourceAccess().isEmpty() || result.session() == null) {
            return token;
        }
        AccessTokenIntrospectionProvider<?> introspection = (AccessTokenIntrospectionProvider<?>) session.getProvider(
                TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE);
        return introspection.transformAccessToken(token, result.session());
    }
}
