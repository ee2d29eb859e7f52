package io.github.gatehouse.common.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.JsonWebToken;

/**
 * What is in the link "This wasn't me" of a mail about a new device (rule X4), signed with the realm's own key: whose account, to which address it was mailed, and which
 * browser or program is meant. It is made when the mail is sent and kept nowhere. It can be used once, because using it removes what it means.
 */
public final class NotMeToken extends JsonWebToken {

    private static final long serialVersionUID = 1L;

    /** How long after the sign-in the link can be used. */
    public static final Duration VALIDITY = Duration.ofDays(7);

    private static final String TYPE = "gatehouse-not-me";

    @JsonProperty("eml")
    private String email;

    @JsonProperty("browser")
    private String browserId;

    /**
     * A new token. The session's realm must be this one.
     *
     * @param expiresAt from when on it is refused
     */
    public static String issue(
            KeycloakSession session,
            RealmModel realm,
            String userId,
            String email,
            String browserId,
            Instant expiresAt) {
        NotMeToken token = new NotMeToken();
        token.email = email;
        token.browserId = browserId;
        token.type(TYPE);
        token.id(UUID.randomUUID().toString());
        token.issuer(realm.getId());
        token.subject(userId);
        token.issuedNow();
        token.exp(expiresAt.getEpochSecond());
        return session.tokens().encode(token);
    }

    /** What such a text says; empty if it is no such token of this realm, was edited or has expired. */
    public static Optional<NotMeToken> parse(KeycloakSession session, RealmModel realm, String text, Clock clock) {
        return Optional.ofNullable(session.tokens().decode(text, NotMeToken.class))
                .filter(token -> token.isGoodFor(realm.getId(), clock.instant()));
    }

    /** Whether a text with a good signature is such a token at all, of this realm, and in its time. */
    boolean isGoodFor(String realmId, Instant now) {
        return TYPE.equals(getType())
                && Objects.equals(getIssuer(), realmId)
                && getSubject() != null
                && browserId != null
                && getExp() != null
                && now.getEpochSecond() < getExp();
    }

    /** To which address it was mailed. */
    public String email() {
        return email;
    }

    /** The id of the known browser that is meant. */
    public String browserId() {
        return browserId;
    }
}
