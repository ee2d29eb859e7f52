package io.github.gatehouse.common.account;

import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.session.SessionLimits;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * The user's session in which a call is made, whichever client of the realm the access token is for: for what a session may know of itself. What concerns the account is
 * for {@link AccountCaller}.
 */
public final class CallingSession {

    private CallingSession() {}

    /**
     * The session. To ask for it is no activity in it.
     *
     * @param methods HTTP methods of the resource, told to browsers of other origins that the token's client allows
     * @throws Refusal 401, unless there is a valid access token of this realm from a session of a user that lives by Keycloak's rules and by {@link SessionLimits}. What
     *     Keycloak makes for one request only, for a service account or a token that another client got in exchange, is no such session.
     */
    public static UserSessionModel of(KeycloakSession session, String... methods) {
        AuthResult caller = BearerToken.authenticate(session)
                .filter(CallingSession::isLasting)
                .orElseThrow(Refusal::notSignedIn);
        Cors.builder()
                .checkAllowedOrigins(caller.token())
                .allowedMethods(methods)
                .auth()
                .add();
        return caller.session();
    }

    private static boolean isLasting(AuthResult caller) {
        return caller.token().getSessionId() != null
                && caller.session().getPersistenceState() != SessionPersistenceState.TRANSIENT
                && caller.user().getServiceAccountClientLink() == null;
    }
}
