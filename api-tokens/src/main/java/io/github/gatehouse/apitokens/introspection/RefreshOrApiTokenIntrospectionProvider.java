package io.github.gatehouse.apitokens.introspection;

import jakarta.ws.rs.core.Response;

import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider;

/** Introspects API tokens that come with the hint {@code refresh_token}, and leaves refresh tokens to Keycloak, unless their session is over. */
final class RefreshOrApiTokenIntrospectionProvider extends RefreshTokenIntrospectionProvider {

    RefreshOrApiTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public Response introspect(String token, EventBuilder event) {
        return ApiTokenFormat.matches(token)
                ? new ApiTokenIntrospection(session, KeycloakClock.INSTANCE).introspect(token, event)
                : super.introspect(token, event);
    }

    @Override
    protected boolean introspectionChecks(String tokenString) {
        boolean isActive =
                super.introspectionChecks(tokenString) && SessionOfToken.isNotOver(session, userSession, eventBuilder);
        if (!isActive) {
            // As for access tokens.
            transformedToken = null;
        }
        return isActive;
    }
}
