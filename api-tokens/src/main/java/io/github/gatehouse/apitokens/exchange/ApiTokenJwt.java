package io.github.gatehouse.apitokens.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

import io.github.gatehouse.apitokens.verification.GrantedRoles;
import io.github.gatehouse.apitokens.verification.Verification.Accepted;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;

/**
 * A short-lived access token made from an API token. It carries the API token's roles and nothing else of its owner, names only clients that accept API
 * tokens as audience, has no session and the lowest {@code acr}.
 *
 * <p>Its claim {@code typ} is not {@code Bearer}. Keycloak's own endpoints (account, administration, user info, token exchange, UMA) take only that type;
 * they would otherwise see a token without session and account roles, take it for a lightweight one and give it everything its owner can do
 * ({@code AccountLoader}, 26.7). Resource servers go by signature, issuer, audience and expiry and are not concerned.
 */
public final class ApiTokenJwt {

    /** How long it lives at most; also how long it outlives a revoked API token. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** Value of the claim {@code typ}. */
    public static final String TYPE = "gatehouse-api-token";

    /** Claim with the id of the API token it was made from. */
    public static final String API_TOKEN_ID = "gatehouse_api_token_id";

    private ApiTokenJwt() {}

    /**
     * Makes the access token.
     *
     * @param client for which it is made ({@code azp})
     * @param audience clients that may accept it
     */
    public static AccessToken of(
            KeycloakSession session,
            Accepted accepted,
            ClientModel client,
            Collection<ClientModel> audience,
            Clock clock) {
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST);
        Instant expiresAt = accepted.secret().expiresAt().isBefore(latest)
                ? accepted.secret().expiresAt()
                : latest;

        AccessToken token = new AccessToken();
        token.id(UUID.randomUUID().toString());
        token.type(TYPE);
        token.issuer(Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName()));
        token.subject(accepted.user().getId());
        token.issuedFor(client.getClientId());
        token.audience(audience.stream().map(ClientModel::getClientId).toArray(String[]::new));
        token.iat(now.getEpochSecond());
        token.nbf(now.getEpochSecond());
        token.exp(expiresAt.getEpochSecond());
        token.setAcr("0");
        token.setScope(GrantedRoles.scope(accepted.roles()));
        token.setPreferredUsername(accepted.user().getUsername());
        token.setOtherClaims(API_TOKEN_ID, accepted.secret().tokenId());
        GrantedRoles.addTo(token, accepted.roles());
        return token;
    }
}
