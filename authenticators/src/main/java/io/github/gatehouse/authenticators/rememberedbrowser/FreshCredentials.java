package io.github.gatehouse.authenticators.rememberedbrowser;

import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.models.Constants;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether somebody wants the user to give real credentials in this sign-in: then no remembered browser stands in for them. That is so when the application sends
 * {@code prompt=login}, a {@code max_age}, an {@code acr} or SAML's {@code ForceAuthn}, and before an action on the user's own credentials.
 */
final class FreshCredentials {

    private FreshCredentials() {}

    static boolean areDemanded(AuthenticationSessionModel authSession) {
        return AuthenticatorUtil.isForcedReauthentication(authSession)
                || hasPrompt(authSession, OIDCLoginProtocol.PROMPT_VALUE_LOGIN)
                || authSession.getClientNote(OIDCLoginProtocol.MAX_AGE_PARAM) != null
                || authSession.getClientNote(Constants.REQUESTED_LEVEL_OF_AUTHENTICATION) != null
                || authSession.getClientNote(Constants.KC_ACTION) != null
                || Boolean.parseBoolean(authSession.getAuthNote(SamlProtocol.SAML_LOGIN_REQUEST_FORCEAUTHN));
    }

    static boolean hasPrompt(AuthenticationSessionModel authSession, String value) {
        String prompt = authSession.getClientNote(OIDCLoginProtocol.PROMPT_PARAM);
        return prompt != null && (" " + prompt + " ").contains(" " + value + " ");
    }
}
