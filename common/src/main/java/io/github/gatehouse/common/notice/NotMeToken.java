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
        NotMeToken token = session.tokens().decode(text, NotMeToken.class);
        if (token == null
                || !TYPE.equals(token.getType())
                || !Objects.equals(token.getIssuer(), realm.getId())
                || token.getSubject() == null
                || token.browserId == null
                || token.getExp() == null
                || clock.instant().getEpochSecond() >= token.getExp()) {
            return Optional.empty();
        }
        return Optional.of(token);
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
