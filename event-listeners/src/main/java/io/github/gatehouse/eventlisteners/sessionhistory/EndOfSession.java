package io.github.gatehouse.eventlisteners.sessionhistory;

import java.util.Map;

import io.github.gatehouse.common.events.SessionDetails;
import io.github.gatehouse.common.session.SessionEndReason;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AppAuthManager;

/** Why a session ended of which Keycloak reports a sign-out. */
final class EndOfSession {

    private EndOfSession() {}

    static SessionEndReason reason(KeycloakSession session, Event event) {
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        if (details.containsKey(SessionDetails.END_REASON)) {
            return SessionEndReason.of(details.get(SessionDetails.END_REASON)).orElse(SessionEndReason.UNKNOWN);
        }
        if (details.containsKey(Details.LOGOUT_TRIGGERED_BY_REQUIRED_ACTION)
                || details.containsKey(Details.LOGOUT_TRIGGERED_BY_ACTION_TOKEN)) {
            // The user changed a credential and chose to sign out everywhere else.
            return SessionEndReason.ENDED_BY_USER;
        }
        if (details.containsKey(Details.REASON)) {
            // Keycloak's authenticator for the number of sessions is the only one to say why.
            return SessionEndReason.REPLACED;
        }
        // Signing out is done by a browser or with a refresh token; with an access token the account console ends
        // others.
        return AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                                session.getContext().getRequestHeaders())
                        == null
                ? SessionEndReason.SIGNED_OUT
                : SessionEndReason.ENDED_BY_USER;
    }
}
