package io.github.gatehouse.eventlisteners.rememberedbrowser;

import java.io.IOException;

import org.jboss.logging.Logger;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.dto.WebAuthnCredentialData;
import org.keycloak.util.JsonSerialization;

/** The id that an authenticator gave to a passkey or security key, in one spelling: Keycloak stores it in base 64 and reports it in base 64 for addresses. */
final class PublicKeyCredentialId {

    private static final Logger LOG = Logger.getLogger(PublicKeyCredentialId.class);

    private PublicKeyCredentialId() {}

    /** Null if the credential cannot be read. */
    static String of(CredentialModel credential) {
        try {
            return of(JsonSerialization.readValue(credential.getCredentialData(), WebAuthnCredentialData.class)
                    .getCredentialId());
        } catch (IOException e) {
            LOG.warnf("The credential %s cannot be read", credential.getId());
            return null;
        }
    }

    static String of(String text) {
        return text.replace('+', '-').replace('/', '_').replaceAll("=+$", "");
    }
}
