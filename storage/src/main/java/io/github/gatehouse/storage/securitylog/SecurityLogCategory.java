package io.github.gatehouse.storage.securitylog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a kind of entry is about, for filters. Failed attempts are a category of their own: whoever makes many of them must not hide, or slow down, what else is
 * looked for. The names are stored and never change.
 */
public enum SecurityLogCategory {
    SIGN_IN,
    FAILED_ATTEMPT,
    LOCKOUT,
    PASSWORD,
    SECOND_FACTOR,
    SESSION,
    DEVICE,
    API_TOKEN,
    ACCOUNT,
    IMPERSONATION,
    ADMINISTRATION;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Lower case with hyphens: {@code sign-in}. */
    public String code() {
        return code;
    }

    public static Optional<SecurityLogCategory> of(String code) {
        return Arrays.stream(values())
                .filter(category -> category.code.equals(code))
                .findFirst();
    }
}
