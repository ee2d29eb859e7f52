package io.github.gatehouse.apitokens.introspection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] INACTIVE = "{\"active\":false}".getBytes(StandardCharsets.US_ASCII);

    /** Characters of an answer, about; longer ones only take another copy. */
    private static final int USUAL_LENGTH = 1024;

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
        byte[] answer;
        if (verification instanceof Accepted accepted) {
            answer = describe(accepted);
            event.user(accepted.user())
                    .detail(Details.TOKEN_ID, accepted.secret().tokenId())
                    .detail(Details.TOKEN_TYPE, CLIENT_ID)
                    .success();
        } else {
            ApiTokenEvents.refused(session, (Refused) verification);
            answer = INACTIVE.clone();
        }
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
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

    /** Bytes, written one after the other: of a tree or a text RESTEasy would first look up how to write it, which takes longer than to verify the token. */
    private byte[] describe(Accepted accepted) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(answer)) {
            json.writeStartObject();
            describe(accepted, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return answer.toByteArray();
    }

    private void describe(Accepted accepted, JsonGenerator json) throws IOException {
        ApiTokenSecret secret = accepted.secret();
        String username = accepted.user().getUsername();
        json.writeBooleanField("active", true);
        json.writeStringField(
                "iss", RealmIssuer.of(session.getContext().getUri().getBaseUri(), realm.getName()));
        json.writeStringField("sub", secret.userId());
        json.writeStringField("username", username);
        json.writeStringField("preferred_username", username);
        json.writeStringField(OAuth2Constants.CLIENT_ID, CLIENT_ID);
        json.writeStringField(OAuth2Constants.TOKEN_TYPE, TokenUtil.TOKEN_TYPE_BEARER);
        json.writeStringField(OAuth2Constants.SCOPE, GrantedRoles.scope(accepted.roles()));
        writeTexts(json, "aud", audience(secret));
        json.writeNumberField("iat", secret.issuedAt().getEpochSecond());
        json.writeNumberField("nbf", secret.issuedAt().getEpochSecond());
        json.writeNumberField("exp", secret.expiresAt().getEpochSecond());
        json.writeStringField("jti", secret.tokenId());
        json.writeStringField("acr", "0");
        writeRoles(json, accepted.roles());
        if (wantsJwt()) {
            json.writeStringField(
                    "jwt", session.tokens().encode(ApiTokenJwt.of(session, accepted, client, List.of(client), clock)));
        }
    }

    private static void writeTexts(JsonGenerator json, String field, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Where Keycloak's access tokens have them. */
    private static void writeRoles(JsonGenerator json, Collection<RoleModel> roles) throws IOException {
        List<String> ofRealm = new ArrayList<>();
        Map<String, List<String>> ofClients = new TreeMap<>();
        for (RoleModel role : roles) {
            List<String> names = role.getContainer() instanceof ClientModel container
                    ? ofClients.computeIfAbsent(container.getClientId(), clientId -> new ArrayList<>())
                    : ofRealm;
            names.add(role.getName());
        }
        if (!ofRealm.isEmpty()) {
            json.writeObjectFieldStart("realm_access");
            writeTexts(json, "roles", ofRealm);
            json.writeEndObject();
        }
        if (!ofClients.isEmpty()) {
            json.writeObjectFieldStart("resource_access");
            for (Map.Entry<String, List<String>> ofClient : ofClients.entrySet()) {
                json.writeObjectFieldStart(ofClient.getKey());
                writeTexts(json, "roles", ofClient.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
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

    /** As Keycloak's own introspection decides it: the client asks for it and is allowed to. */
    private boolean wantsJwt() {
        return org.keycloak.utils.MediaType.APPLICATION_JWT.equals(
                        session.getContext().getRequestHeaders().getHeaderString(HttpHeaders.ACCEPT))
                && Boolean.parseBoolean(
                        client.getAttribute(Constants.SUPPORT_JWT_CLAIM_IN_INTROSPECTION_RESPONSE_ENABLED));
    }
}
