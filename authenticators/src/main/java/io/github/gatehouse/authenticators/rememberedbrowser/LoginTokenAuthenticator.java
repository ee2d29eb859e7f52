package io.github.gatehouse.authenticators.rememberedbrowser;

import java.time.Instant;
import java.util.Optional;

import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser.Right;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Stands in for the password where the browser holds a login token (rule M7). Never for a user who is disabled, blocked or has an expired password, and never where
 * real credentials are demanded ({@link FreshCredentials}). The session tells applications when the user last gave real credentials, not when the token was used.
 */
final class LoginTokenAuthenticator implements Authenticator {

    private static final String DETAIL = "gatehouse_sign_in";
    private static final String USED = "gatehouse.loginToken.";

    /** How long a sign-in may take at most, in seconds, as far as this is concerned. */
    private static final long LONGEST_SIGN_IN = 3_600;

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        RememberedBrowsers browsers = RememberedBrowsers.of(context.getSession(), context.getRealm());
        if (!browsers.isGiven(BrowserRight.LOGIN_TOKEN)
                || context.getUser() != null
                || FreshCredentials.areDemanded(authSession)
                || FreshCredentials.hasPrompt(authSession, OIDCLoginProtocol.PROMPT_VALUE_SELECT_ACCOUNT)) {
            context.attempted();
            return;
        }
        Optional<RecognisedBrowser> browser = browsers.withLoginToken()
                .filter(found -> isMeant(context, found.user()))
                .filter(found -> isAllowed(context, found))
                .findFirst();
        if (browser.isEmpty() || !isFirstUse(context)) {
            context.attempted();
            return;
        }
        signIn(context, browsers, browser.get());
    }

    /** The user whom the application has named, if it has. */
    private static boolean isMeant(AuthenticationFlowContext context, UserModel user) {
        String hint = context.getAuthenticationSession().getClientNote(OIDCLoginProtocol.LOGIN_HINT_PARAM);
        if (hint == null || hint.isBlank()) {
            return true;
        }
        UserModel named = KeycloakModelUtils.findUserByNameOrEmail(context.getSession(), context.getRealm(), hint);
        return named != null && named.getId().equals(user.getId());
    }

    private static boolean isAllowed(AuthenticationFlowContext context, RecognisedBrowser browser) {
        KeycloakSession session = context.getSession();
        RealmModel realm = context.getRealm();
        UserModel user = browser.user();
        Instant since = browser.browser().signIn().map(Right::since).orElseThrow();
        return !EndedSessions.isEnded(session, realm, user, since)
                && !PasswordAge.isExpired(realm, user)
                && AuthenticatorUtils.getDisabledByBruteForceEventError(context, user) == null;
    }

    /**
     * Once for each sign-in: who starts it anew, because the token's user is not the one to sign in, gets the form for name and password.
     */
    private static boolean isFirstUse(AuthenticationFlowContext context) {
        String signIn = context.getAuthenticationSession().getParentSession().getId();
        return context.getSession().singleUseObjects().putIfAbsent(USED + signIn, LONGEST_SIGN_IN);
    }

    private static void signIn(
            AuthenticationFlowContext context, RememberedBrowsers browsers, RecognisedBrowser browser) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        browsers.use(browser, authSession.getParentSession().getId());
        SpareSignIn.note(authSession, browser);
        new AcrStore(context.getSession(), authSession).setLevelAuthenticatedToCurrentRequest(Constants.MINIMUM_LOA);
        context.setUser(browser.user());
        context.getEvent().detail(DETAIL, "login-token");
        context.success();
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        // There is no form: whatever was sent here, the flow goes on with the next way of signing in.
        context.attempted();
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // Nothing has to be set up.
    }

    @Override
    public void close() {}
}
