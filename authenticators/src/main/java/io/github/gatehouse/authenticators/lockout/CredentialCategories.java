package io.github.gatehouse.authenticators.lockout;

import java.util.Set;

import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * Which failures and which sign-ins matter to the lockout, by the reference category of the authenticator that Keycloak names. A category that is not known here
 * is taken for one of a secret that can be guessed.
 */
final class CredentialCategories {

    /** Refusal because of the client's address: says nothing about a credential, so that it never blocks anybody (rule L2). */
    static final String ADDRESS = "gatehouse-address";

    /** The PIN of rule M5. */
    static final String PIN = "gatehouse-pin";

    /** A browser that comes back with its login token (rule M7). */
    static final String LOGIN_TOKEN = "gatehouse-login-token";

    /** A signature cannot be guessed, and a browser reports a dialog that was closed like a signature that is wrong. */
    private static final Set<String> NO_GUESS =
            Set.of(ADDRESS, WebAuthnCredentialModel.TYPE_TWOFACTOR, WebAuthnCredentialModel.TYPE_PASSWORDLESS);

    /** What is asked of a user who is known already, or not asked of the user at all: alone it is no complete sign-in. */
    private static final Set<String> NEVER_ALONE = Set.of(
            PIN,
            LOGIN_TOKEN,
            OTPCredentialModel.TYPE,
            RecoveryAuthnCodesCredentialModel.TYPE,
            WebAuthnCredentialModel.TYPE_TWOFACTOR);

    private CredentialCategories() {}

    /**
     * Whether a failure counts.
     *
     * @param categories as Keycloak names them; null if the authenticator has none
     */
    static boolean isGuess(Set<String> categories) {
        return categories == null || !NO_GUESS.containsAll(categories);
    }

    /**
     * Whether the user has proved anew to be the user, so that earlier failures are forgotten.
     *
     * @param categories of all credentials given in this sign-in; empty for single sign-on with a cookie; null if unknown
     * @param passwordValidated whether a password was typed and is right: Keycloak 26.7 also names the category where a mailed link led to a new password
     */
    static boolean areSignIn(Set<String> categories, boolean passwordValidated) {
        return categories != null
                && categories.stream()
                        .filter(category -> passwordValidated || !category.equals(PasswordCredentialModel.TYPE))
                        .anyMatch(category -> !NEVER_ALONE.contains(category));
    }
}
