package io.github.gatehouse.accountsecurity.setup;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.gatehouse.common.signin.SignInProviders;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The PIN (rule M5) in a browser flow. It is asked for at the end of each part in which a user signs in, and right behind the cookie, so that a user with a live session
 * is asked for nothing else; in both places only if the application demands it. Comes after the additions that bring parts of their own.
 */
final class PinAddition implements FlowAddition {

    /** What begins a sign-in on a page of Keycloak's or by a login token of ours. What leads elsewhere (identity provider, Kerberos) ends elsewhere, too. */
    private static final Set<String> SIGN_IN = Set.of(
            "auth-username-password-form",
            "auth-username-form",
            "auth-password-form",
            "auth-x509-client-username-form",
            "webauthn-authenticator-passwordless",
            SignInProviders.LOGIN_TOKEN);

    @Override
    public boolean isIn(RealmModel realm, AuthenticationFlowModel copy) {
        FlowEditor flow = new FlowEditor(realm);
        return parts(flow, realm, copy).allMatch(part -> asksForPin(flow, part, SignInProviders.PIN_REQUESTED))
                && (cookie(flow, copy).isEmpty() || asksForPin(flow, copy, SignInProviders.PIN_IN_SESSION));
    }

    @Override
    public void addTo(KeycloakSession session, RealmModel realm, AuthenticationFlowModel copy) {
        FlowEditor flow = new FlowEditor(realm);
        parts(flow, realm, copy)
                .filter(part -> !asksForPin(flow, part, SignInProviders.PIN_REQUESTED))
                .toList()
                .forEach(part -> addAtTheEnd(flow, part));
        if (!asksForPin(flow, copy, SignInProviders.PIN_IN_SESSION)) {
            cookie(flow, copy).ifPresent(cookie -> addBehind(flow, copy, cookie));
        }
    }

    /** The parts in which users sign in. In one whose steps are alternatives to each other there is no room: Keycloak would skip them. */
    private static Stream<AuthenticationFlowModel> parts(
            FlowEditor flow, RealmModel realm, AuthenticationFlowModel copy) {
        Predicate<AuthenticationExecutionModel> isAlternative = AuthenticationExecutionModel::isAlternative;
        if (!flow.contains(copy.getId(), isAlternative)) {
            return Stream.of(copy);
        }
        return flow.executions(copy.getId()).stream()
                .filter(execution -> execution.isAlternative() && execution.isAuthenticatorFlow())
                .filter(execution -> flow.all(execution.getFlowId()).anyMatch(PinAddition::signsIn)
                        && !flow.contains(execution.getFlowId(), isAlternative))
                .map(execution -> realm.getAuthenticationFlowById(execution.getFlowId()));
    }

    private static boolean signsIn(AuthenticationExecutionModel execution) {
        return execution.isEnabled() && SIGN_IN.contains(String.valueOf(execution.getAuthenticator()));
    }

    private static boolean asksForPin(FlowEditor flow, AuthenticationFlowModel part, String condition) {
        return flow.find(part.getId(), FlowEditor.is(condition)).isPresent();
    }

    private static Optional<AuthenticationExecutionModel> cookie(FlowEditor flow, AuthenticationFlowModel copy) {
        return flow.executions(copy.getId()).stream()
                .filter(FlowEditor.is(CookieAuthenticatorFactory.PROVIDER_ID))
                .filter(AuthenticationExecutionModel::isAlternative)
                .findFirst();
    }

    private static void addAtTheEnd(FlowEditor flow, AuthenticationFlowModel part) {
        List<AuthenticationExecutionModel> soFar = flow.executions(part.getId());
        AuthenticationFlowModel pin = flow.addSubFlowBehind(
                part.getId(),
                soFar.get(soFar.size() - 1),
                part.getAlias() + " - PIN",
                "Asks for the PIN, if the application demands it",
                Requirement.CONDITIONAL);
        addStep(flow, pin, SignInProviders.PIN_REQUESTED);
    }

    /** Before everything else that could ask a user who is signed in, be it for the password or at an identity provider. */
    private static void addBehind(FlowEditor flow, AuthenticationFlowModel copy, AuthenticationExecutionModel cookie) {
        AuthenticationFlowModel live = flow.addSubFlowBehind(
                copy.getId(),
                cookie,
                copy.getAlias() + " - PIN in a live session",
                "Asks a user who is signed in for the PIN alone",
                Requirement.ALTERNATIVE);
        // Keycloak looks at conditions in conditional parts only, and this one must be an alternative.
        AuthenticationFlowModel pin = flow.addSubFlowBehind(
                live.getId(),
                null,
                live.getAlias() + " - condition",
                "Only if the PIN is all that is missing",
                Requirement.CONDITIONAL);
        addStep(flow, pin, SignInProviders.PIN_IN_SESSION);
    }

    private static void addStep(FlowEditor flow, AuthenticationFlowModel part, String condition) {
        flow.addBehind(part.getId(), null, condition, Requirement.REQUIRED);
        flow.addBehind(part.getId(), flow.executions(part.getId()).get(0), SignInProviders.PIN, Requirement.REQUIRED);
    }
}
