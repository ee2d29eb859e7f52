package io.github.gatehouse.apitokens.introspection;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.apitokens.events.ApiTokenEvents;
import io.github.gatehouse.apitokens.exchange.ApiTokenJwt;
import io.github.gatehouse.apitokens.verification.AllowedAddresses;
import io.github.gatehouse.apitokens.verification.ApiTokenProvider;
import io.github.gatehouse.apitokens.verification.GrantedRoles;
import io.github.gatehouse.apitokens.verification.Presentation;
import io.github.gatehouse.apitokens.verification.Verification;
import io.github.gatehouse.apitokens.verification.Verification.Accepted;
import io.github.gatehouse.apitokens.verification.Verification.Refused;
import io.github.gatehouse.storage.apitoken.ApiTokenSecret;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/**
 * Answers an introspection request (RFC 7662) about an API token. The client has authenticated; it must accept API tokens and be in the token's audience,
 * else all it learns is {@code {"active": false}} (as Keycloak does for access tokens since CVE-2026-37979).
 */
final class ApiTokenIntrospection {

    /** {@code client_id} of the answer: an API token is issued to its owner and not to a client. */
    static final String CLIENT_ID = "gatehouse-api-token";

    /**
     * Optional parameter by which a resource server says from which address the token was sent to it. Without it a token that is limited to addresses
     * is held against the address of the resource server.
     */
    static final String CLIENT_ADDRESS = "client_address";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ClientModel client;
    private final Clock clock;

    ApiTokenIntrospection(KeycloakSession session, Clock clock) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.client = session.getContext().getClient();
        this.clock = clock;
    }

    Response introspect(String token, EventBuilder event) {
        Verification verification = session.getProvider(ApiTokenProvider.class)
                .verify(new Presentation(token, address(), Optional.of(client), false));
        ObjectNode answer = JsonSerialization.createObjectNode();
        if (verification instanceof Accepted accepted) {
            describe(accepted, answer);
            event.user(accepted.user())
                    .detail(Details.TOKEN_ID, accepted.secret().tokenId())
                    .detail(Details.TOKEN_TYPE, CLIENT_ID)
                    .success();
        } else {
            ApiTokenEvents.refused(session, (Refused) verification);
            answer.put("active", false);
        }
        return Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private String address() {
        String told =
                session.getContext().getHttpRequest().getDecodedFormParameters().getFirst(CLIENT_ADDRESS);
        if (told == null) {
            return session.getContext().getConnection().getRemoteAddr();
        }
        if (!AllowedAddresses.isAddress(told)) {
            throw new ErrorResponseException(
                    OAuthErrorException.INVALID_REQUEST,
                    "'" + CLIENT_ADDRESS + "' must be one IPv4 or IPv6 address",
                    Response.Status.BAD_REQUEST);
        }
        return told;
    }

    private void describe(Accepted accepted, ObjectNode answer) {
        ApiTokenSecret secret = accepted.secret();
        String username = accepted.user().getUsername();
        answer.put("active", true);
        answer.put("iss", RealmIssuer.of(session.getContext().getUri().getBaseUri(), realm.getName()));
        answer.put("sub", secret.userId());
        answer.put("username", username);
        answer.put("preferred_username", username);
        answer.put(OAuth2Constants.CLIENT_ID, CLIENT_ID);
        answer.put(OAuth2Constants.TOKEN_TYPE, TokenUtil.TOKEN_TYPE_BEARER);
        answer.put(OAuth2Constants.SCOPE, GrantedRoles.scope(accepted.roles()));
        audience(secret).forEach(answer.putArray("aud")::add);
        answer.put("iat", secret.issuedAt().getEpochSecond());
        answer.put("nbf", secret.issuedAt().getEpochSecond());
        answer.put("exp", secret.expiresAt().getEpochSecond());
        answer.put("jti", secret.tokenId());
        answer.put("acr", "0");
        accepted.roles().forEach(role -> addRole(answer, role));
        if (wantsJwt()) {
            answer.put(
                    "jwt", session.tokens().encode(ApiTokenJwt.of(session, accepted, client, List.of(client), clock)));
        }
    }

    /** Without an audience of its own a token is meant for each client that accepts API tokens: the one who asks is told about itself. */
    private List<String> audience(ApiTokenSecret secret) {
        if (secret.audience().isEmpty()) {
            return List.of(client.getClientId());
        }
        return secret.audience().stream()
                .map(realm::getClientById)
                .filter(Objects::nonNull)
                .map(ClientModel::getClientId)
                .toList();
    }

    private static void addRole(ObjectNode answer, RoleModel role) {
        ObjectNode access = role.getContainer() instanceof ClientModel container
                ? answer.withObjectProperty("resource_access").withObjectProperty(container.getClientId())
                : answer.withObjectProperty("realm_access");
        ArrayNode roles = access.withArrayProperty("roles");
        roles.add(role.getName());
    }

    /** As Keycloak's own introspection decides it: the client asks for it and is allowed to. */
    private boolean wantsJwt() {
        return org.keycloak.utils.MediaType.APPLICATION_JWT.equals(
                        session.getContext().getRequestHeaders().getHeaderString(HttpHeaders.ACCEPT))
                && Boolean.parseBoolean(
                        client.getAttribute(Constants.SUPPORT_JWT_CLAIM_IN_INTROSPECTION_RESPONSE_ENABLED));
    }
}
