package io.github.gatehouse.authenticators.rememberedbrowser;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.MultivaluedMap;

import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRights;
import io.github.gatehouse.storage.rememberedbrowser.CurrentBrowser;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Comes after the credentials: asks whether this browser is to be remembered, and gives one that is a new secret. It asks for trust only after a second factor was
 * really given (rule M3), and offers a login token only after a credential was (rule M7). Nothing is ticked beforehand.
 */
final class RememberBrowserAuthenticator implements Authenticator {

    private static final String FORM = "gatehouse-remember-browser.ftl";
    private static final String ANSWER = "gatehouse-answer";

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        RememberedBrowsers browsers = RememberedBrowsers.of(context.getSession(), context.getRealm());
        Optional<RecognisedBrowser> known = browsers.recognise(context.getUser());
        known.filter(browser -> isSecondFactorSpared(context, browsers, browser))
                .ifPresent(browser -> SpareSignIn.note(context.getAuthenticationSession(), browser));
        Set<BrowserRight> offer = offer(context, browsers, known);
        if (offer.isEmpty()) {
            known.ifPresent(browser -> browsers.use(browser, sessionId(context)));
            context.success();
            return;
        }
        context.challenge(context.form()
                .setAttribute(
                        "rememberBrowser",
                        RememberBrowserQuestion.of(
                                offer,
                                BrowserRights.of(context.getRealm()),
                                CurrentBrowser.use(
                                        context.getSession(), KeycloakClock.INSTANCE.instant(), sessionId(context))))
                .createForm(FORM));
    }

    private static Set<BrowserRight> offer(
            AuthenticationFlowContext context, RememberedBrowsers browsers, Optional<RecognisedBrowser> known) {
        Set<BrowserRight> offer = EnumSet.noneOf(BrowserRight.class);
        if (FreshCredentials.areDemanded(context.getAuthenticationSession())) {
            // The user is in the middle of something, and what is remembered would not have helped here.
            return offer;
        }
        GivenCredentials given = GivenCredentials.of(context.getAuthenticationSession());
        if (given.haveSecondFactor()) {
            offer.add(BrowserRight.TRUSTED_DEVICE);
        }
        if (!given.isEmpty()) {
            offer.add(BrowserRight.LOGIN_TOKEN);
        }
        offer.removeIf(right -> !browsers.isGiven(right)
                || known.filter(browser -> browsers.has(browser, right)).isPresent());
        return offer;
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> answer = context.getHttpRequest().getDecodedFormParameters();
        RememberedBrowsers browsers = RememberedBrowsers.of(context.getSession(), context.getRealm());
        Optional<RecognisedBrowser> known = browsers.recognise(context.getUser());
        Set<BrowserRight> wanted = offer(context, browsers, known);
        if (!answer.containsKey(ANSWER)) {
            // Not an answer to the question, for example a reload: ask again.
            authenticate(context);
            return;
        }
        wanted.removeIf(right -> !answer.containsKey(RememberBrowserQuestion.field(right)));
        if (wanted.isEmpty()) {
            known.ifPresent(browser -> browsers.use(browser, sessionId(context)));
        } else {
            Instant authenticatedAt = known.filter(browser -> isSecondFactorSpared(context, browsers, browser))
                    .flatMap(browser -> browser.browser().authenticatedAt())
                    .orElseGet(KeycloakClock.INSTANCE::instant);
            browsers.remember(context.getUser(), wanted, sessionId(context), authenticatedAt);
        }
        context.success();
    }

    private static boolean isSecondFactorSpared(
            AuthenticationFlowContext context, RememberedBrowsers browsers, RecognisedBrowser browser) {
        return browsers.has(browser, BrowserRight.TRUSTED_DEVICE)
                && !GivenCredentials.of(context.getAuthenticationSession()).areComplete();
    }

    /** The user session will have the id of the root authentication session. */
    private static String sessionId(AuthenticationFlowContext context) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        return authSession.getParentSession().getId();
    }

    @Override
    public boolean requiresUser() {
        return true;
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
