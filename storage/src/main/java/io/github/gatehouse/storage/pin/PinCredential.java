package io.github.gatehouse.storage.pin;

import org.keycloak.models.UserModel;

/** The credential type of PINs (rule M5). A user has one PIN at most. It is kept in Keycloak's own table of credentials, hashed. */
public final class PinCredential {

    /** Also the reference category of the step that asks for the PIN. Stored with each PIN: never changes. */
    public static final String TYPE = "gatehouse-pin";

    private PinCredential() {}

    public static boolean isSetBy(UserModel user) {
        return user.credentialManager().isConfiguredFor(TYPE);
    }
}
