package io.github.gatehouse.apitokens.introspection;

import jakarta.ws.rs.core.Response;

import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * Introspects API tokens, and leaves everything else to Keycloak. A subclass, because Keycloak's account REST casts the provider of access tokens to its
 * own class ({@code AccountLoader}, 26.7).
 */
final class AccessOrApiTokenIntrospectionProvider extends AccessTokenIntrospectionProvider<AccessToken> {

    AccessOrApiTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public Response introspect(String token, EventBuilder event) {
        return ApiTokenFormat.matches(token)
                ? new ApiTokenIntrospection(session, KeycloakClock.INSTANCE).introspect(token, event)
                : super.introspect(token, event);
    }
}
