package io.github.gatehouse.storage.pin;

import java.util.Optional;

import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;

/**
 * A user's PIN (rule M5), as all modules reach it. A user has one at most. It is kept in Keycloak's own table of credentials, hashed like a password; the
 * credential provider of the module {@code authenticators} does that.
 */
public final class PinCredential {

    /** The credential type, the reference category of the step that asks for the PIN, and the name of its {@code acr}. Never changes. */
    public static final String TYPE = "gatehouse-pin";

    private PinCredential() {}

    /** The stored PIN; only its id and times are of use. */
    public static Optional<CredentialModel> of(UserModel user) {
        return user.credentialManager().getStoredCredentialsByTypeStream(TYPE).findFirst();
    }

    /**
     * Sets or replaces the PIN.
     *
     * @throws org.keycloak.models.ModelException if the PIN breaks one of the {@link PinRules}
     * @throws IllegalStateException if the server has no credential provider for PINs
     */
    public static void set(UserModel user, String pin) {
        if (!user.credentialManager().updateCredential(input(pin))) {
            throw new IllegalStateException("The server has no credential provider for PINs");
        }
    }

    /** Whether that is the user's PIN. Takes the time of a slow hash. */
    public static boolean isValid(UserModel user, String pin) {
        return user.credentialManager().isValid(input(pin));
    }

    /** Removes the PIN; whether there was one. */
    public static boolean remove(UserModel user) {
        return user.credentialManager().getStoredCredentialsByTypeStream(TYPE).toList().stream()
                        .filter(pin -> user.credentialManager().removeStoredCredentialById(pin.getId()))
                        .count()
                > 0;
    }

    private static UserCredentialModel input(String pin) {
        return new UserCredentialModel("", TYPE, pin);
    }
}
