package io.github.gatehouse.authenticators.pin;

import java.util.Map;
import java.util.Set;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.CommonClientSessionModel.ExecutionStatus;

/** Whether a flow is a sign-in, and not the continuation of one. */
final class SignIn {

    private static final Set<String> FIRST_FACTORS =
            Set.of(PasswordCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_PASSWORDLESS);

    private SignIn() {}

    /** Whether the password or a passkey was given in this flow. A cookie, a login token or a second factor alone is no sign-in. */
    static boolean isGivenIn(AuthenticationFlowContext context) {
        return context.getAuthenticationSession().getExecutionStatus().entrySet().stream()
                .filter(entry -> entry.getValue() == ExecutionStatus.SUCCESS)
                .map(Map.Entry::getKey)
                .map(context.getRealm()::getAuthenticationExecutionById)
                .anyMatch(execution -> isFirstFactor(context, execution));
    }

    private static boolean isFirstFactor(AuthenticationFlowContext context, AuthenticationExecutionModel execution) {
        return execution != null
                && !execution.isAuthenticatorFlow()
                && context.getSession()
                                .getKeycloakSessionFactory()
                                .getProviderFactory(Authenticator.class, execution.getAuthenticator())
                        instanceof AuthenticatorFactory factory
                && factory.getReferenceCategory() != null
                && FIRST_FACTORS.contains(factory.getReferenceCategory());
    }
}
