package io.github.gatehouse.demo;

import java.io.IOException;
import java.time.Duration;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.AccessToken;

/** Asks Keycloak about a token (RFC 7662) with an ordinary OAuth library; nothing in it knows of Gatehouse. */
final class TokenIntrospection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final KeycloakEndpoints keycloak;
    private final ClientAuthentication resourceServer;

    TokenIntrospection(KeycloakEndpoints keycloak, ClientAuthentication resourceServer) {
        this.keycloak = keycloak;
        this.resourceServer = resourceServer;
    }

    /**
     * Introspects one token.
     *
     * @return what Keycloak says; {@code active} can be false
     * @throws IOException when there is no usable answer: the caller must refuse the request
     */
    TokenIntrospectionSuccessResponse introspect(AccessToken token) throws IOException {
        HTTPRequest request =
                new TokenIntrospectionRequest(keycloak.introspection(), resourceServer, token).toHTTPRequest();
        request.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        request.setReadTimeout((int) READ_TIMEOUT.toMillis());
        // A redirect would carry the client's secret to another address.
        request.setFollowRedirects(false);
        try {
            TokenIntrospectionResponse response = TokenIntrospectionResponse.parse(request.send());
            if (!response.indicatesSuccess()) {
                throw new IOException("introspection refused: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            return response.toSuccessResponse();
        } catch (ParseException e) {
            throw new IOException("introspection gave no usable answer", e);
        }
    }
}
