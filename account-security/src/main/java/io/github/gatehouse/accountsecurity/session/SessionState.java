package io.github.gatehouse.accountsecurity.session;

import java.util.Locale;

import io.github.gatehouse.common.http.Refusal;

/** Which sessions are listed. */
enum SessionState {
    ACTIVE,
    ENDED,
    ALL;

    /**
     * Of the query parameter {@code state}; active ones if it is absent.
     *
     * @throws Refusal 400, if it names no state
     */
    static SessionState of(String state) {
        if (state == null || state.isEmpty()) {
            return ACTIVE;
        }
        for (SessionState value : values()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(state)) {
                return value;
            }
        }
        throw Refusal.invalid("state", "'state' must be active, ended or all.");
    }
}
