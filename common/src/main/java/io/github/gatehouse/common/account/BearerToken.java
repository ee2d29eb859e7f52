package io.github.gatehouse.common.account;

import java.util.Optional;

import jakarta.ws.rs.NotAuthorizedException;

import io.github.gatehouse.common.session.SessionLimits;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** The access token that comes with a request, verified by Keycloak as for its own account REST, and of a session that is not over by Gatehouse's limits. */
final class BearerToken {

    private BearerToken() {}

    /** Whose it is; empty if there is none or it is not valid here and now. */
    static Optional<AuthResult> authenticate(KeycloakSession session) {
        try {
            return Optional.ofNullable(new AppAuthManager.BearerTokenAuthenticator(session).authenticate())
                    .filter(caller -> caller.session() != null && !isOver(session, caller.session()));
        } catch (NotAuthorizedException e) {
            // Keycloak's answer to a header that is no bearer token, or to two of them, has neither challenge nor code.
            return Optional.empty();
        }
    }

    private static boolean isOver(KeycloakSession session, UserSessionModel userSession) {
        return new SessionLimits(session, session.getContext().getRealm(), KeycloakClock.INSTANCE)
                .over(userSession)
                .isPresent();
    }
}
