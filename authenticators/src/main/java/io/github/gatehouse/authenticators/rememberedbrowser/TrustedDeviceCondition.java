package io.github.gatehouse.authenticators.rememberedbrowser;

import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Holds unless the browser is a trusted device of the user: put into the sub-flow of the second factor, it spares the user the second factor there (rule M3). */
final class TrustedDeviceCondition implements ConditionalAuthenticator {

    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        return !isTrusted(context);
    }

    private static boolean isTrusted(AuthenticationFlowContext context) {
        UserModel user = context.getUser();
        if (user == null || FreshCredentials.areDemanded(context.getAuthenticationSession())) {
            return false;
        }
        RememberedBrowsers browsers = RememberedBrowsers.of(context.getSession(), context.getRealm());
        return browsers.isGiven(BrowserRight.TRUSTED_DEVICE)
                && browsers.recognise(user)
                        .filter(browser -> browsers.has(browser, BrowserRight.TRUSTED_DEVICE))
                        .isPresent();
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        // A condition asks nothing.
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // A condition needs nothing set up.
    }

    @Override
    public void close() {}
}
