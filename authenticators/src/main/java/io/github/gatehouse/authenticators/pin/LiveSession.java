package io.github.gatehouse.authenticators.pin;

import java.util.Optional;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The session that the browser has already and in which this sign-in may go on, by the same conditions as Keycloak's Cookie authenticator (26.7). */
final class LiveSession {

    private LiveSession() {}

    static Optional<UserSessionModel> of(AuthenticationFlowContext context) {
        AuthenticationManager.AuthResult result =
                AuthenticationManager.authenticateIdentityCookie(context.getSession(), context.getRealm(), true);
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        if (result == null
                || !result.user().equals(context.getUser())
                || AuthenticatorUtil.isForcedReauthentication(authSession)
                || AuthenticatorUtil.isForkedFlow(authSession)) {
            return Optional.empty();
        }
        LoginProtocol protocol = context.getSession().getProvider(LoginProtocol.class, authSession.getProtocol());
        return protocol.requireReauthentication(result.session(), authSession)
                ? Optional.empty()
                : Optional.of(result.session());
    }
}
