package io.github.gatehouse.common.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a session ended (rule S1). The names are stored and shown to programs: they never change. */
public enum SessionEndReason {
    /** The user signed out, in this session. */
    SIGNED_OUT,
    /** The user ended it from another session, or by changing a credential. */
    ENDED_BY_USER,
    ENDED_BY_ADMINISTRATOR,
    /** It was idle for too long, or lasted as long as a session may. */
    TIMED_OUT,
    /** The user's own limit of inactivity (rule S3). */
    AUTOMATIC_LOGOUT,
    /** The realm no longer keeps sign-ins ("remember me" was switched off). */
    REMEMBER_ME_OFF,
    SIGN_ON_CHANGED,
    /** The user said "this wasn't me", or a stolen secret was seen. */
    SUSPICIOUS,
    /** Whoever worked in the user's name has signed out or may no longer do so (rule S5). */
    IMPERSONATION_ENDED,
    /** A newer session took its place, because the user had as many as the realm allows. */
    REPLACED,
    /** Nobody told: it was gone when somebody looked. */
    UNKNOWN;

    /** In lower case with hyphens, as programs read it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty if there is no such reason. */
    public static Optional<SessionEndReason> of(String text) {
        return Arrays.stream(values())
                .filter(reason -> reason.toString().equals(text))
                .findFirst();
    }
}
