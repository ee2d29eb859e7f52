package io.github.gatehouse.authenticators.lockout;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.representations.idm.CredentialRepresentation;

/**
 * Keycloak's form for user name and password, which takes as long for a user who is blocked, has no password or was sent without one as for a name that nobody has:
 * Keycloak 26.7 hashes a password for the latter only, so that an empty password tells which names exist.
 */
final class EvenTimePasswordForm extends UsernamePasswordForm {

    /** An authenticator serves one request. */
    private boolean refused;

    EvenTimePasswordForm(KeycloakSession session) {
        super(session);
    }

    @Override
    public boolean validatePassword(
            AuthenticationFlowContext context,
            UserModel user,
            MultivaluedMap<String, String> inputData,
            boolean clearUser) {
        boolean valid = super.validatePassword(context, user, inputData, clearUser);
        if (!valid && LockoutConfig.of(context.getRealm()).enabled() && !wasHashed(user, inputData)) {
            AuthenticatorUtils.dummyHash(context);
        }
        return valid;
    }

    private boolean wasHashed(UserModel user, MultivaluedMap<String, String> inputData) {
        String password = inputData.getFirst(CredentialRepresentation.PASSWORD);
        return password != null
                && !password.isEmpty()
                && !refused
                && user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE);
    }

    @Override
    protected boolean isDisabledByBruteForce(AuthenticationFlowContext context, UserModel user) {
        refused = super.isDisabledByBruteForce(context, user);
        return refused;
    }
}
