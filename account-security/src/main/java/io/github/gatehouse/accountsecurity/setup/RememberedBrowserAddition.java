package io.github.gatehouse.accountsecurity.setup;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.gatehouse.common.signin.SignInProviders;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.RecoveryAuthnCodesFormAuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.WebAuthnAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Second factor, trusted devices and login tokens in the copy of the browser flow (rules M1, M3, M7):
 *
 * <ul>
 *   <li>in each conditional sub-flow that asks for a one-time code, a security key or a recovery code: those of the three that are switched off there are
 *       switched on, and a trusted device is asked for none
 *   <li>behind it: the question whether to remember this browser
 *   <li>behind the cookie: a sub-flow for login tokens, with the same second factor
 * </ul>
 */
final class RememberedBrowserAddition implements FlowAddition {

    private static final Set<String> SECOND_FACTORS = Set.of(
            OTPFormAuthenticatorFactory.PROVIDER_ID,
            WebAuthnAuthenticatorFactory.PROVIDER_ID,
            RecoveryAuthnCodesFormAuthenticatorFactory.PROVIDER_ID);

    private static final String LOGIN_TOKEN_FLOW = " login token";

    @Override
    public boolean isIn(RealmModel realm, AuthenticationFlowModel copy) {
        FlowEditor flow = new FlowEditor(realm);
        return secondFactors(flow, copy).stream()
                        .allMatch(subFlow -> flow.contains(
                                        subFlow.getFlowId(), FlowEditor.is(SignInProviders.TRUSTED_DEVICE_CONDITION))
                                && flow.contains(
                                        subFlow.getParentFlow(), FlowEditor.is(SignInProviders.REMEMBER_BROWSER)))
                && (cookie(flow, copy) == null
                        || flow.find(copy.getId(), FlowEditor.is(SignInProviders.LOGIN_TOKEN))
                                .isPresent());
    }

    @Override
    public void addTo(KeycloakSession session, RealmModel realm, AuthenticationFlowModel copy) {
        FlowEditor flow = new FlowEditor(realm);
        List<AuthenticationExecutionModel> secondFactors = secondFactors(flow, copy);
        for (AuthenticationExecutionModel subFlow : secondFactors) {
            askForSecondFactor(session, flow, subFlow);
        }
        AuthenticationExecutionModel cookie = cookie(flow, copy);
        if (cookie != null
                && flow.find(copy.getId(), FlowEditor.is(SignInProviders.LOGIN_TOKEN))
                        .isEmpty()) {
            addLoginTokens(flow, copy, cookie, secondFactors);
        }
    }

    /** The conditional sub-flows that ask for a second factor. One that everybody has to go through is left alone. */
    private static List<AuthenticationExecutionModel> secondFactors(FlowEditor flow, AuthenticationFlowModel copy) {
        Predicate<AuthenticationExecutionModel> asks =
                execution -> SECOND_FACTORS.contains(String.valueOf(execution.getAuthenticator()));
        return flow.all(copy.getId())
                .filter(execution -> execution.isAuthenticatorFlow()
                        && execution.isConditional()
                        && flow.contains(execution.getFlowId(), asks))
                .toList();
    }

    /** Where the user who has a session is let in; null if the flow does without. */
    private static AuthenticationExecutionModel cookie(FlowEditor flow, AuthenticationFlowModel copy) {
        return flow.executions(copy.getId()).stream()
                .filter(FlowEditor.is(CookieAuthenticatorFactory.PROVIDER_ID))
                .filter(AuthenticationExecutionModel::isAlternative)
                .findFirst()
                .orElse(null);
    }

    private static void askForSecondFactor(
            KeycloakSession session, FlowEditor flow, AuthenticationExecutionModel subFlow) {
        List<AuthenticationExecutionModel> executions = flow.executions(subFlow.getFlowId());
        boolean hasAlternatives = executions.stream()
                .anyMatch(execution -> execution.isAlternative()
                        && SECOND_FACTORS.contains(String.valueOf(execution.getAuthenticator())));
        if (hasAlternatives) {
            executions.stream()
                    .filter(execution -> execution.isDisabled()
                            && SECOND_FACTORS.contains(String.valueOf(execution.getAuthenticator())))
                    .forEach(execution -> flow.require(execution, Requirement.ALTERNATIVE));
        }
        if (!flow.contains(subFlow.getFlowId(), FlowEditor.is(SignInProviders.TRUSTED_DEVICE_CONDITION))) {
            flow.addBehind(
                    subFlow.getFlowId(),
                    lastCondition(session, executions),
                    SignInProviders.TRUSTED_DEVICE_CONDITION,
                    Requirement.REQUIRED);
        }
        if (!flow.contains(subFlow.getParentFlow(), FlowEditor.is(SignInProviders.REMEMBER_BROWSER))) {
            flow.addBehind(subFlow.getParentFlow(), subFlow, SignInProviders.REMEMBER_BROWSER, Requirement.REQUIRED);
        }
    }

    /** Conditions come first, ours behind the others: it is the only one that asks the database. */
    private static AuthenticationExecutionModel lastCondition(
            KeycloakSession session, List<AuthenticationExecutionModel> executions) {
        AuthenticationExecutionModel last = null;
        for (AuthenticationExecutionModel execution : executions) {
            if (execution.getAuthenticator() != null && isCondition(session, execution.getAuthenticator())) {
                last = execution;
            }
        }
        return last;
    }

    private static boolean isCondition(KeycloakSession session, String authenticator) {
        return session.getKeycloakSessionFactory().getProviderFactory(Authenticator.class, authenticator)
                instanceof org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
    }

    private static void addLoginTokens(
            FlowEditor flow,
            AuthenticationFlowModel copy,
            AuthenticationExecutionModel cookie,
            List<AuthenticationExecutionModel> secondFactors) {
        String alias = copy.getAlias() + LOGIN_TOKEN_FLOW;
        AuthenticationFlowModel loginToken = flow.addSubFlowBehind(
                copy.getId(),
                cookie,
                alias,
                "Signs in the user whose login token the browser holds, with the second factor",
                Requirement.ALTERNATIVE);
        flow.addBehind(loginToken.getId(), null, SignInProviders.LOGIN_TOKEN, Requirement.REQUIRED);
        for (AuthenticationExecutionModel original : secondFactors) {
            List<AuthenticationExecutionModel> soFar = flow.executions(loginToken.getId());
            AuthenticationFlowModel subFlow = flow.addSubFlowBehind(
                    loginToken.getId(),
                    soFar.get(soFar.size() - 1),
                    alias + " second factor" + (soFar.size() > 1 ? " " + soFar.size() : ""),
                    "The second factor, if the user has one and the browser is no trusted device",
                    Requirement.CONDITIONAL);
            flow.copyExecutions(original.getFlowId(), subFlow.getId(), alias);
        }
        List<AuthenticationExecutionModel> soFar = flow.executions(loginToken.getId());
        flow.addBehind(
                loginToken.getId(),
                soFar.get(soFar.size() - 1),
                SignInProviders.REMEMBER_BROWSER,
                Requirement.REQUIRED);
    }
}
