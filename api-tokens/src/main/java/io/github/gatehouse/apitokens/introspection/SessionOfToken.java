package io.github.gatehouse.apitokens.introspection;

import io.github.gatehouse.common.session.SessionLimits;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** The session of a token that is introspected, by Gatehouse's own limits (rules S3, S5, S6). */
final class SessionOfToken {

    private SessionOfToken() {}

    /** Whether a token may be active as far as its session goes, and if not says so in the event; null is no session. */
    static boolean isNotOver(KeycloakSession session, UserSessionModel userSession, EventBuilder event) {
        if (userSession == null
                || new SessionLimits(session, session.getContext().getRealm(), KeycloakClock.INSTANCE)
                        .over(userSession)
                        .isEmpty()) {
            return true;
        }
        event.detail(Details.REASON, "The session is over");
        event.error(Errors.SESSION_EXPIRED);
        return false;
    }
}
