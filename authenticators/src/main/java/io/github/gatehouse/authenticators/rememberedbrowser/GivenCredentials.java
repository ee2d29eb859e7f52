package io.github.gatehouse.authenticators.rememberedbrowser;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The credentials that the user has really given in this sign-in, by type. */
record GivenCredentials(Collection<String> types) {

    private static final Set<String> SECOND_FACTORS = Set.of(
            OTPCredentialModel.TYPE, RecoveryAuthnCodesCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR);

    static GivenCredentials of(AuthenticationSessionModel authSession) {
        List<String> types = AuthenticatorUtil.getAuthnCredentials(authSession);
        return new GivenCredentials(types);
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    boolean haveSecondFactor() {
        return types.stream().anyMatch(SECOND_FACTORS::contains);
    }

    /** Whether nothing was spared to a user with a second factor: a passkey counts as both. */
    boolean areComplete() {
        return haveSecondFactor() || types.contains(WebAuthnCredentialModel.TYPE_PASSWORDLESS);
    }
}
