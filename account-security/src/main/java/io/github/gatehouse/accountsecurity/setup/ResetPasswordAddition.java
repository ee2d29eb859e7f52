package io.github.gatehouse.accountsecurity.setup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.keycloak.authentication.authenticators.resetcred.ResetCredentialEmail;
import org.keycloak.authentication.authenticators.resetcred.ResetOTP;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A mailed link sets a new password and nothing else (rules M1, P3): in the copy of the flow for forgotten passwords it does not sign in, and it does not set up another
 * authenticator app. Who reads somebody's mail would have both factors otherwise. An administrator who has decided the first explicitly is obeyed.
 */
final class ResetPasswordAddition implements FlowAddition {

    @Override
    public boolean isIn(RealmModel realm, AuthenticationFlowModel copy) {
        FlowEditor flow = new FlowEditor(realm);
        return mails(flow, copy).stream().allMatch(mail -> decision(realm, mail).isPresent())
                && appResets(flow, copy).isEmpty();
    }

    @Override
    public void addTo(KeycloakSession session, RealmModel realm, AuthenticationFlowModel copy) {
        FlowEditor flow = new FlowEditor(realm);
        for (AuthenticationExecutionModel mail : mails(flow, copy)) {
            if (decision(realm, mail).isEmpty()) {
                demandSignIn(realm, mail, copy);
            }
        }
        appResets(flow, copy).forEach(subFlow -> flow.require(subFlow, Requirement.DISABLED));
    }

    private static List<AuthenticationExecutionModel> mails(FlowEditor flow, AuthenticationFlowModel copy) {
        return flow.all(copy.getId())
                .filter(FlowEditor.is(ResetCredentialEmail.PROVIDER_ID))
                .toList();
    }

    /** Sub-flows that let the user set up another authenticator app. */
    private static List<AuthenticationExecutionModel> appResets(FlowEditor flow, AuthenticationFlowModel copy) {
        return flow.all(copy.getId())
                .filter(execution -> execution.isAuthenticatorFlow()
                        && !execution.isDisabled()
                        && flow.contains(execution.getFlowId(), FlowEditor.is(ResetOTP.PROVIDER_ID)))
                .toList();
    }

    private static Optional<String> decision(RealmModel realm, AuthenticationExecutionModel mail) {
        return config(realm, mail).map(config -> config.getConfig().get(ResetCredentialEmail.FORCE_LOGIN));
    }

    private static Optional<AuthenticatorConfigModel> config(RealmModel realm, AuthenticationExecutionModel execution) {
        return Optional.ofNullable(execution.getAuthenticatorConfig()).map(realm::getAuthenticatorConfigById);
    }

    private static void demandSignIn(
            RealmModel realm, AuthenticationExecutionModel mail, AuthenticationFlowModel copy) {
        Optional<AuthenticatorConfigModel> existing = config(realm, mail);
        AuthenticatorConfigModel config = existing.orElseGet(AuthenticatorConfigModel::new);
        Map<String, String> values = new HashMap<>(existing.isPresent() ? config.getConfig() : Map.of());
        values.put(ResetCredentialEmail.FORCE_LOGIN, Boolean.TRUE.toString());
        config.setConfig(values);
        if (existing.isPresent()) {
            realm.updateAuthenticatorConfig(config);
        } else {
            config.setAlias(copy.getAlias() + " mail");
            mail.setAuthenticatorConfig(realm.addAuthenticatorConfig(config).getId());
            realm.updateAuthenticatorExecution(mail);
        }
    }
}
