package io.github.gatehouse.common.signin;

/** Ids of what Gatehouse adds to flows and required actions. Set-up writes them into realms, so they never change. */
public final class SignInProviders {

    /** Condition: the browser is no trusted device of the user (rule M3). */
    public static final String TRUSTED_DEVICE_CONDITION = "gatehouse-condition-trusted-device";

    /** Authenticator: signs the user in whose login token the browser holds (rule M7). */
    public static final String LOGIN_TOKEN = "gatehouse-login-token";

    /** Authenticator: asks whether the browser is to be remembered (rules M3, M7). */
    public static final String REMEMBER_BROWSER = "gatehouse-remember-browser";

    /** Required action: sets up a second factor where it is mandatory (rule M2). */
    public static final String SECOND_FACTOR = "gatehouse-second-factor";

    /** Authenticator: asks for the PIN (rule M5). */
    public static final String PIN = "gatehouse-pin";

    /** Condition: the application demands the PIN (rule M5). */
    public static final String PIN_REQUESTED = "gatehouse-pin-requested";

    /** Condition: the PIN is all that is missing in a live session (rule M5). */
    public static final String PIN_IN_SESSION = "gatehouse-pin-in-session";

    private SignInProviders() {}
}
