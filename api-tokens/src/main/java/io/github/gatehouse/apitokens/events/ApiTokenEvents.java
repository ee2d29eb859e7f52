package io.github.gatehouse.apitokens.events;

import java.time.Duration;
import java.util.Locale;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.gatehouse.apitokens.verification.Verification.Refused;
import io.github.gatehouse.storage.apitoken.ApiToken;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;

/**
 * User events about API tokens. Creating and renewing are {@link EventType#UPDATE_CREDENTIAL}, revoking is {@link EventType#REMOVE_CREDENTIAL}, both with
 * {@code credential_type} {@value #CREDENTIAL_TYPE}; a refused use is {@link EventType#VALIDATE_ACCESS_TOKEN_ERROR}. The token itself is in none of them.
 */
public final class ApiTokenEvents {

    public static final String CREDENTIAL_TYPE = "gatehouse-api-token";
    public static final String ACTION = "gatehouse_action";
    public static final String TOKEN_ID = "gatehouse_api_token_id";
    public static final String TOKEN_NAME = "gatehouse_api_token_name";
    public static final String TOKEN_ROLE = "gatehouse_api_token_role";
    public static final String REFUSAL = "gatehouse_refusal";

    /** One event a minute for each token and reason, or for each address that presents unknown ones: a program that goes on trying fills no log. */
    private static final Cache<String, Boolean> REPORTED = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private ApiTokenEvents() {}

    public static void created(EventBuilder event, ApiToken token) {
        about(event.event(EventType.UPDATE_CREDENTIAL), "created", token).success();
    }

    public static void renewed(EventBuilder event, ApiToken token) {
        about(event.event(EventType.UPDATE_CREDENTIAL), "renewed", token).success();
    }

    /** The owner revoked the token. */
    public static void revoked(EventBuilder event, ApiToken token) {
        about(event.event(EventType.REMOVE_CREDENTIAL), "revoked", token).success();
    }

    /** Somebody who holds the token revoked it by showing it. */
    public static void revokedByHolder(EventBuilder event, ApiToken token) {
        about(event.event(EventType.REMOVE_CREDENTIAL).user(token.userId()), "revoked_by_holder", token)
                .success();
    }

    private static EventBuilder about(EventBuilder event, String action, ApiToken token) {
        return event.detail(Details.CREDENTIAL_TYPE, CREDENTIAL_TYPE)
                .detail(ACTION, action)
                .detail(TOKEN_ID, token.id())
                .detail(TOKEN_NAME, token.name())
                .detail(TOKEN_ROLE, token.roleName());
    }

    /** A token was presented and refused. Sampled: see {@link #REPORTED}. */
    public static void refused(KeycloakSession session, Refused refused) {
        String address = session.getContext().getConnection().getRemoteAddr();
        String subject = refused.secret().map(secret -> secret.tokenId()).orElse(address);
        if (REPORTED.asMap().putIfAbsent(refused.reason() + " " + subject, Boolean.TRUE) != null) {
            return;
        }
        EventBuilder event = new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.VALIDATE_ACCESS_TOKEN)
                .detail(REFUSAL, refused.reason().name().toLowerCase(Locale.ROOT));
        if (session.getContext().getClient() != null) {
            event.client(session.getContext().getClient());
        }
        refused.secret().ifPresent(secret -> event.user(secret.userId()).detail(TOKEN_ID, secret.tokenId()));
        event.error(Errors.INVALID_TOKEN);
    }
}
