package io.github.gatehouse.storage.securitylog;

import java.util.Locale;

/** How it ended. The names are stored and never change. */
public enum SecurityLogOutcome {
    SUCCESS,
    FAILURE,
    /** Something was done against somebody who attacks, or is taken for it. */
    ALARM;

    /** Lower case: {@code success}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
