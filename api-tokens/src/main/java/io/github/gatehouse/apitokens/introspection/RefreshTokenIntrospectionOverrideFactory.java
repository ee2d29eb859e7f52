package io.github.gatehouse.apitokens.introspection;

import jakarta.ws.rs.core.Response;

import com.google.auto.service.AutoService;
import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Takes the place of Keycloak's provider {@code refresh_token}: a wrong hint must not hide a token (RFC 7662, section 2.1). */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class RefreshTokenIntrospectionOverrideFactory extends RefreshTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new RefreshTokenIntrospectionProvider(session) {
            @Override
            public Response introspect(String token, EventBuilder event) {
                return ApiTokenFormat.matches(token)
                        ? new ApiTokenIntrospection(session, KeycloakClock.INSTANCE).introspect(token, event)
                        : super.introspect(token, event);
            }
        };
    }

    @Override
    public int order() {
        return 1_000;
    }
}
