package io.github.gatehouse.apitokens.gateway;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.apitokens.events.ApiTokenEvents;
import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.apitokens.verification.ApiTokenProvider;
import io.github.gatehouse.apitokens.verification.Presentation;
import io.github.gatehouse.apitokens.verification.RefusalReason;
import io.github.gatehouse.apitokens.verification.Verification;
import io.github.gatehouse.apitokens.verification.Verification.Accepted;
import io.github.gatehouse.apitokens.verification.Verification.Refused;
import io.github.gatehouse.common.account.FullAccessToken;
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.ErrorRepresentation;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Answers a gateway that asks whether a request may pass (rule A3; nginx {@code auth_request}, forward-auth of Traefik and Caddy, Envoy HTTP
 * {@code ext_authz}): 200 with who it is, 401 or 403. Answers are never cached on the way.
 */
final class GatewayVerification {

    static final String USER = "X-Auth-Request-User";
    static final String USERNAME = "X-Auth-Request-Preferred-Username";
    static final String EMAIL = "X-Auth-Request-Email";
    static final String ROLES = "X-Auth-Request-Roles";

    private static final String BEARER = "Bearer ";

    private final KeycloakSession session;
    private final RealmModel realm;

    GatewayVerification(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * Decides about the request with these headers.
     *
     * @param roles all of them are needed
     * @param audiences the client ids the gateway stands for: none or one
     */
    Response verify(List<String> roles, List<String> audiences) {
        Optional<String> token = bearerToken();
        if (token.isEmpty()) {
            return challenge("Bearer realm=\"" + realm.getName() + "\"", "A bearer token is needed.");
        }
        Optional<ClientModel> audience = Optional.empty();
        if (!audiences.isEmpty()) {
            boolean isOne = audiences.size() == 1 && !ControlCharacters.in(audiences.get(0));
            ClientModel client = isOne ? realm.getClientByClientId(audiences.get(0)) : null;
            if (!CallerIdentity.isAudience(client)) {
                return invalidToken();
            }
            audience = Optional.of(client);
        }
        return ApiTokenFormat.matches(token.get())
                ? verifyApiToken(token.get(), roles, audience)
                : verifyAccessToken(roles, audience);
    }

    private Optional<String> bearerToken() {
        List<String> headers = session.getContext().getRequestHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION);
        if (headers == null || headers.size() != 1) {
            return Optional.empty();
        }
        String header = headers.get(0);
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Response verifyApiToken(String token, List<String> roles, Optional<ClientModel> audience) {
        Verification verification = session.getProvider(ApiTokenProvider.class)
                .verify(new Presentation(
                        token, session.getContext().getConnection().getRemoteAddr(), audience, true));
        if (verification instanceof Accepted accepted) {
            return answer(CallerIdentity.of(accepted), roles);
        }
        Refused refused = (Refused) verification;
        ApiTokenEvents.refused(session, refused);
        return refused.reason() == RefusalReason.TOO_MANY_UNKNOWN ? tooMany() : invalidToken();
    }

    private Response verifyAccessToken(List<String> roles, Optional<ClientModel> audience) {
        AuthenticationManager.AuthResult result = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (result == null) {
            return invalidToken();
        }
        AccessToken token = FullAccessToken.of(session, result);
        return CallerIdentity.isFor(token, audience)
                ? answer(CallerIdentity.of(result.user(), token), roles)
                : invalidToken();
    }

    private Response answer(CallerIdentity caller, List<String> roles) {
        if (!caller.roles().containsAll(roles)) {
            return answer(Response.status(Response.Status.FORBIDDEN)
                            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\""))
                    .entity(new ErrorRepresentation(
                            "insufficient_scope", "The token lacks a role that is needed.", "role"))
                    .build();
        }
        Response.ResponseBuilder ok = answer(Response.ok())
                .header(USER, HeaderValue.of(caller.user().getId()))
                .header(USERNAME, HeaderValue.of(caller.user().getUsername()))
                .header(ROLES, HeaderValue.of(caller.roles()));
        if (caller.user().getEmail() != null) {
            ok.header(EMAIL, HeaderValue.of(caller.user().getEmail()));
        }
        return ok.build();
    }

    private Response invalidToken() {
        return challenge(
                "Bearer realm=\"" + realm.getName() + "\", error=\"invalid_token\"",
                "The token is not valid, or not valid here.");
    }

    private static Response challenge(String challenge, String description) {
        return answer(Response.status(Response.Status.UNAUTHORIZED).header(HttpHeaders.WWW_AUTHENTICATE, challenge))
                .entity(new ErrorRepresentation("invalid_token", description, null))
                .build();
    }

    private static Response tooMany() {
        return answer(Response.status(Response.Status.TOO_MANY_REQUESTS).header(HttpHeaders.RETRY_AFTER, 60))
                .entity(new ErrorRepresentation(
                        "too_many_requests", "Too many unknown tokens came from this address.", null))
                .build();
    }

    /** With a media type even where there is no body: Keycloak's filter for security headers fails without one. */
    private static Response.ResponseBuilder answer(Response.ResponseBuilder builder) {
        return builder.type(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
