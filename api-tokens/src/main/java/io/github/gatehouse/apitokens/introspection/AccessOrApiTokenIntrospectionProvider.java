package io.github.gatehouse.apitokens.introspection;

import jakarta.ws.rs.core.Response;

import io.github.gatehouse.apitokens.exchange.ApiTokenJwt;
import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.apitokens.settings.ApiTokenConfig;
import io.github.gatehouse.apitokens.verification.ApiTokenProvider;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.apitoken.ApiTokenStatus;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
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

    /** What was made from an API token says itself what it can do; Keycloak would add what its owner can do. */
    @Override
    public AccessToken transformAccessToken(AccessToken accessToken, UserSessionModel session) {
        return isFromApiToken(accessToken) ? accessToken : super.transformAccessToken(accessToken, session);
    }

    /** Nothing is active in a session that is over; and what was made from an API token is active only as long as the API token is. */
    @Override
    protected boolean introspectionChecks(String tokenString) {
        boolean isActive = super.introspectionChecks(tokenString)
                && SessionOfToken.isNotOver(session, userSession, eventBuilder)
                && isApiTokenBehindItActive();
        if (!isActive) {
            // Keycloak before 26.7.5 would sign it anew for whoever asks for a JWT, active or not.
            transformedToken = null;
        }
        return isActive;
    }

    private boolean isApiTokenBehindItActive() {
        if (!isFromApiToken(token) || isApiTokenActive(token)) {
            return true;
        }
        eventBuilder.detail(Details.REASON, "The API token it was made from is no longer active");
        eventBuilder.error(Errors.INVALID_TOKEN);
        return false;
    }

    private static boolean isFromApiToken(AccessToken token) {
        return ApiTokenJwt.TYPE.equals(token.getType());
    }

    private boolean isApiTokenActive(AccessToken token) {
        return session.getProvider(ApiTokenProvider.class)
                .store()
                .find(realm.getId(), (String) token.getOtherClaims().get(ApiTokenJwt.API_TOKEN_ID))
                .filter(apiToken -> apiToken.status(KeycloakClock.INSTANCE.instant()) == ApiTokenStatus.ACTIVE)
                .map(apiToken -> realm.getRoleById(apiToken.roleId()))
                .filter(role -> user.hasRole(role)
                        && !ApiTokenConfig.excludedRoles(realm).contains(realm, role))
                .isPresent();
    }
}
