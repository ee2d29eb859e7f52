package io.github.gatehouse.eventlisteners.securitylog;

import java.util.Map;
import java.util.Set;

import io.github.gatehouse.storage.pin.PinCredential;
import io.github.gatehouse.storage.securitylog.SecurityLogKind;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** What it means that a credential of a type, in events, was added or changed, or removed. */
record CredentialKinds(SecurityLogKind added, SecurityLogKind removed) {

    /** Of API tokens ({@code ApiTokenEvents}), which also say what was done. */
    static final String API_TOKEN = "gatehouse-api-token";

    private static final Set<String> SECOND_FACTORS = Set.of(
            OTPCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR, RecoveryAuthnCodesCredentialModel.TYPE);

    private static final CredentialKinds SECOND_FACTOR =
            new CredentialKinds(SecurityLogKind.SECOND_FACTOR_ADDED, SecurityLogKind.SECOND_FACTOR_REMOVED);
    private static final CredentialKinds OTHER =
            new CredentialKinds(SecurityLogKind.CREDENTIAL_ADDED, SecurityLogKind.CREDENTIAL_REMOVED);

    private static final Map<String, CredentialKinds> BY_TYPE = Map.of(
            PasswordCredentialModel.TYPE,
            new CredentialKinds(SecurityLogKind.PASSWORD_CHANGED, SecurityLogKind.PASSWORD_REMOVED),
            WebAuthnCredentialModel.TYPE_PASSWORDLESS,
            new CredentialKinds(SecurityLogKind.PASSKEY_ADDED, SecurityLogKind.PASSKEY_REMOVED),
            PinCredential.TYPE,
            new CredentialKinds(SecurityLogKind.PIN_SET, SecurityLogKind.PIN_REMOVED),
            "gatehouse-trusted-device",
            new CredentialKinds(SecurityLogKind.DEVICE_TRUSTED, SecurityLogKind.DEVICE_TRUST_ENDED),
            "gatehouse-login-token",
            new CredentialKinds(SecurityLogKind.SIGN_IN_SAVED, SecurityLogKind.SAVED_SIGN_IN_ENDED),
            "gatehouse-known-browser",
            new CredentialKinds(SecurityLogKind.CREDENTIAL_ADDED, SecurityLogKind.NEW_DEVICE_DISOWNED),
            API_TOKEN,
            new CredentialKinds(SecurityLogKind.API_TOKEN_CREATED, SecurityLogKind.API_TOKEN_REVOKED));

    /** Of an unknown or missing type: some credential. */
    static CredentialKinds of(String type) {
        if (type == null) {
            return OTHER;
        }
        return SECOND_FACTORS.contains(type) ? SECOND_FACTOR : BY_TYPE.getOrDefault(type, OTHER);
    }
}
