package io.github.gatehouse.storage.lockout;

/**
 * Whose failures are counted together.
 *
 * @param realmId the realm's id
 * @param userId the user's id
 * @param browserId the id of a browser that this user is known to own, which has a counter of its own (rule X5); {@link #ANY_BROWSER} for all others
 */
public record LockoutKey(String realmId, String userId, String browserId) {

    /** Everything that is no known browser: unknown browsers, programs, other devices. Not empty: some databases take an empty text for none. */
    public static final String ANY_BROWSER = "-";
}
