package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;

/**
 * Signs users of the reports page in: the authorization-code flow with PKCE of an ordinary OpenID Connect library; only automatic logout knows of Gatehouse. The ID token
 * is not looked at: who the user is says the API.
 */
final class ReportsPageSignIn {

    private static final int CONNECT_TIMEOUT =
            Math.toIntExact(Duration.ofSeconds(2).toMillis());
    private static final int READ_TIMEOUT =
            Math.toIntExact(Duration.ofSeconds(5).toMillis());

    private final KeycloakEndpoints keycloak;
    private final ClientAuthentication client;

    ReportsPageSignIn(KeycloakEndpoints keycloak, ClientAuthentication client) {
        this.keycloak = keycloak;
        this.client = client;
    }

    /**
     * Where the browser goes to sign in.
     *
     * @param acr what the application demands besides (OpenID Connect Core, {@code acr_values}); empty for nothing
     * @throws IOException when Keycloak does not say where it signs users in
     */
    URI address(URI callback, String state, CodeVerifier verifier, String acr) throws IOException {
        AuthenticationRequest.Builder request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid"), client.getClientID(), callback)
                .endpointURI(metadata().getAuthorizationEndpointURI())
                .state(new State(state))
                .codeChallenge(verifier, CodeChallengeMethod.S256);
        if (!acr.isEmpty()) {
            request.acrValues(List.of(new ACR(acr)));
        }
        return request.build().toURI();
    }

    /**
     * Redeems the code that the browser has brought.
     *
     * @throws IOException when there is no answer or it is no token
     */
    SignedInUser redeem(String code, URI callback, CodeVerifier verifier) throws IOException {
        return tokens(new AuthorizationCodeGrant(new AuthorizationCode(code), callback, verifier));
    }

    /**
     * Fetches new tokens, which tells Keycloak that the user is there.
     *
     * @throws IOException when there is no answer or it is no token, for example because the session is over
     */
    SignedInUser refresh(SignedInUser user) throws IOException {
        return tokens(new RefreshTokenGrant(user.refreshToken()));
    }

    private SignedInUser tokens(AuthorizationGrant grant) throws IOException {
        HTTPRequest request = withTimeouts(new TokenRequest(keycloak.token(), client, grant).toHTTPRequest());
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(request.send());
            if (!(response instanceof OIDCTokenResponse answer)) {
                throw new IOException("the grant was refused: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            OIDCTokens tokens = answer.getOIDCTokens();
            return new SignedInUser(
                    URI.create(metadata().getIssuer().getValue()),
                    tokens.getBearerAccessToken(),
                    tokens.getRefreshToken(),
                    tokens.getIDTokenString());
        } catch (ParseException e) {
            throw new IOException("the grant gave no usable answer", e);
        }
    }

    /**
     * Passes on what Keycloak says of the end of the user's session: status and JSON.
     *
     * @throws IOException when there is no answer
     */
    HTTPResponse sessionLimit(SignedInUser user) throws IOException {
        HTTPRequest request = withTimeouts(new HTTPRequest(HTTPRequest.Method.GET, keycloak.sessionLimit()));
        request.setAuthorization(user.accessToken().toAuthorizationHeader());
        return request.send();
    }

    /**
     * Where the browser goes to end the session at Keycloak as well.
     *
     * @throws IOException when Keycloak does not say where
     */
    URI signOutAddress(SignedInUser user, URI page) throws IOException {
        try {
            JWT hint = JWTParser.parse(user.idToken());
            return new LogoutRequest(metadata().getEndSessionEndpointURI(), hint, page, null).toURI();
        } catch (java.text.ParseException e) {
            throw new IOException("the ID token cannot be sent back", e);
        }
    }

    /** Asked each time: Keycloak may start after the demo, and move. The addresses in it are those for browsers. */
    private OIDCProviderMetadata metadata() throws IOException {
        HTTPRequest request = withTimeouts(new HTTPRequest(HTTPRequest.Method.GET, keycloak.metadata()));
        try {
            return OIDCProviderMetadata.parse(request.send().getBodyAsJSONObject());
        } catch (ParseException e) {
            throw new IOException("Keycloak does not say where it signs users in", e);
        }
    }

    private static HTTPRequest withTimeouts(HTTPRequest request) {
        request.setConnectTimeout(CONNECT_TIMEOUT);
        request.setReadTimeout(READ_TIMEOUT);
        // A redirect would carry the client's secret to another address.
        request.setFollowRedirects(false);
        return request;
    }
}
