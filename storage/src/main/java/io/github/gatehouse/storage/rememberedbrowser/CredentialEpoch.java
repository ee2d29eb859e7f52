package io.github.gatehouse.storage.rememberedbrowser;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;

import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * The user's password and second factors as a short text (rule X5). It changes when one of them is set, added, replaced or removed, whoever did it and however,
 * because it is computed from the credentials themselves: no event can be missed. It does not change when one is used. What is kept outside Keycloak, for
 * example a password in an LDAP directory, is not in it.
 */
public final class CredentialEpoch {

    private static final Set<String> TYPES = Set.of(
            PasswordCredentialModel.TYPE,
            OTPCredentialModel.TYPE,
            RecoveryAuthnCodesCredentialModel.TYPE,
            WebAuthnCredentialModel.TYPE_TWOFACTOR,
            WebAuthnCredentialModel.TYPE_PASSWORDLESS);

    /** Types whose secret is the same as long as nobody sets another. Recovery codes lose one with each use. */
    private static final Set<String> TYPES_WITH_A_LASTING_SECRET =
            Set.of(PasswordCredentialModel.TYPE, OTPCredentialModel.TYPE);

    private CredentialEpoch() {}

    public static String of(UserModel user) {
        MessageDigest digest = sha256();
        user.credentialManager()
                .getStoredCredentialsStream()
                .filter(credential -> TYPES.contains(credential.getType()))
                .sorted(Comparator.comparing(CredentialModel::getType).thenComparing(CredentialModel::getId))
                .forEachOrdered(credential -> {
                    add(digest, credential.getType());
                    add(digest, credential.getId());
                    add(digest, String.valueOf(credential.getCreatedDate()));
                    if (TYPES_WITH_A_LASTING_SECRET.contains(credential.getType())) {
                        add(digest, String.valueOf(credential.getSecretData()));
                    }
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
