package io.github.gatehouse.apitokens.exchange;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.apitokens.events.ApiTokenEvents;
import io.github.gatehouse.apitokens.settings.AcceptingClients;
import io.github.gatehouse.apitokens.verification.ApiTokenProvider;
import io.github.gatehouse.apitokens.verification.Presentation;
import io.github.gatehouse.apitokens.verification.Verification;
import io.github.gatehouse.apitokens.verification.Verification.Accepted;
import io.github.gatehouse.apitokens.verification.Verification.Refused;
import io.github.gatehouse.storage.apitoken.ApiTokenSecret;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.util.TokenUtil;

/** Exchanges an API token for a JWT of at most five minutes (rule A3, RFC 8693), for confidential clients that accept API tokens. */
final class ApiTokenExchangeProvider implements TokenExchangeProvider {

    /** {@code subject_token_type} of an API token. */
    static final String TOKEN_TYPE = "urn:gatehouse:params:oauth:token-type:api-token";

    private static final Set<String> RESULT_TYPES =
            Set.of(OAuth2Constants.ACCESS_TOKEN_TYPE, OAuth2Constants.JWT_TOKEN_TYPE);

    private final Clock clock;

    ApiTokenExchangeProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean supports(TokenExchangeContext context) {
        return TOKEN_TYPE.equals(context.getParams().getSubjectTokenType());
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        requireExchangingClient(context);
        String resultType = resultType(context);
        refuseUnsupported(context);

        Accepted accepted = verify(context);
        Set<ClientModel> audience = audience(context, accepted.secret());
        AccessToken token = ApiTokenJwt.of(context.getSession(), accepted, context.getClient(), audience, clock);

        AccessTokenResponse response = new AccessTokenResponse();
        response.setToken(context.getSession().tokens().encode(token));
        response.setTokenType(TokenUtil.TOKEN_TYPE_BEARER);
        response.setExpiresIn(token.getExp() - clock.instant().getEpochSecond());
        response.setScope(token.getScope());
        response.setOtherClaims(OAuth2Constants.ISSUED_TOKEN_TYPE, resultType);

        context.getEvent()
                .user(accepted.user())
                .detail(Details.SUBJECT_TOKEN_CLIENT_ID, context.getClient().getClientId())
                .detail(ApiTokenEvents.TOKEN_ID, accepted.secret().tokenId())
                .detail(Details.TOKEN_ID, token.getId())
                .success();
        return context.getCors()
                .add(Response.ok(response, MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store"));
    }

    private static void requireExchangingClient(TokenExchangeContext context) {
        ClientModel client = context.getClient();
        if (client.isPublicClient() || !AcceptingClients.contains(context.getRealm(), client)) {
            throw refusal(
                    context,
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    Errors.NOT_ALLOWED,
                    "Only a confidential client that accepts API tokens can exchange them");
        }
    }

    private static String resultType(TokenExchangeContext context) {
        String requested = context.getParams().getRequestedTokenType();
        if (requested == null) {
            return OAuth2Constants.ACCESS_TOKEN_TYPE;
        }
        if (!RESULT_TYPES.contains(requested)) {
            throw refusal(
                    context,
                    OAuthErrorException.INVALID_REQUEST,
                    Errors.INVALID_REQUEST,
                    "An API token can be exchanged for an access token only");
        }
        return requested;
    }

    private static void refuseUnsupported(TokenExchangeContext context) {
        for (String parameter : List.of(
                OAuth2Constants.ACTOR_TOKEN,
                OAuth2Constants.REQUESTED_SUBJECT,
                OAuth2Constants.REQUESTED_ISSUER,
                OAuth2Constants.SUBJECT_ISSUER)) {
            if (context.getFormParams().getFirst(parameter) != null) {
                throw refusal(
                        context,
                        OAuthErrorException.INVALID_REQUEST,
                        Errors.INVALID_REQUEST,
                        "Parameter '" + parameter + "' is not supported for API tokens");
            }
        }
    }

    private static Accepted verify(TokenExchangeContext context) {
        String token = context.getParams().getSubjectToken();
        Verification verification = context.getSession()
                .getProvider(ApiTokenProvider.class)
                .verify(new Presentation(
                        token == null ? "" : token,
                        context.getClientConnection().getRemoteAddr(),
                        Optional.of(context.getClient()),
                        false));
        if (verification instanceof Accepted accepted) {
            return accepted;
        }
        ApiTokenEvents.refused(context.getSession(), (Refused) verification);
        throw refusal(context, OAuthErrorException.INVALID_REQUEST, Errors.INVALID_TOKEN, "Invalid token");
    }

    private static Set<ClientModel> audience(TokenExchangeContext context, ApiTokenSecret secret) {
        List<String> requested = context.getParams().getAudience();
        if (requested == null || requested.isEmpty()) {
            return Set.of(context.getClient());
        }
        Set<ClientModel> audience = new LinkedHashSet<>();
        for (String clientId : requested) {
            ClientModel client = context.getRealm().getClientByClientId(clientId);
            if (client == null
                    || !AcceptingClients.contains(context.getRealm(), client)
                    || !(secret.audience().isEmpty() || secret.audience().contains(client.getId()))) {
                throw refusal(
                        context,
                        OAuthErrorException.INVALID_TARGET,
                        Errors.INVALID_REQUEST,
                        "The requested audience is not available for this token");
            }
            audience.add(client);
        }
        return audience;
    }

    private static CorsErrorResponseException refusal(
            TokenExchangeContext context, String error, String eventError, String description) {
        context.getEvent().detail(Details.REASON, description).error(eventError);
        return new CorsErrorResponseException(context.getCors(), error, description, Response.Status.BAD_REQUEST);
    }

    @Override
    public void close() {}
}
