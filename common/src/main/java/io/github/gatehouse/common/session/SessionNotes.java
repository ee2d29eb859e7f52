package io.github.gatehouse.common.session;

/** Notes of Keycloak's user sessions that Gatehouse sets. Sessions outlive a restart: the names never change. */
public final class SessionNotes {

    /** The session is in the history. */
    public static final String RECORDED = "gatehouse.recorded";

    /** The user's own limit of inactivity in whole minutes (rule S3); absent or empty = none. */
    public static final String AUTOMATIC_LOGOUT_MINUTES = "gatehouse.automaticLogoutMinutes";

    /** Id of the realm of whoever works in the user's name (rule S5). */
    public static final String IMPERSONATOR_REALM = "gatehouse.impersonatorRealm";

    /** Own session of whoever works in the user's name; absent if it ended when the impersonation began. */
    public static final String IMPERSONATOR_SESSION = "gatehouse.impersonatorSession";

    private SessionNotes() {}
}
