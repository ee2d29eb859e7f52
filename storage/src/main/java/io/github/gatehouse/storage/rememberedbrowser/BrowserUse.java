package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Instant;

/**
 * A use of a remembered browser. What the browser tells of itself is its own claim: shown to people, never decided by.
 *
 * @param at when
 * @param address from where; null if unknown
 * @param browser name of the browser, for example {@code Firefox}; null if unknown
 * @param system name of the operating system, for example {@code Linux}; null if unknown
 * @param userAgent what the browser sent, cut to {@link #LONGEST_USER_AGENT} characters, without control characters; null if it sent nothing
 * @param sessionId the user session that was made, or will be; null if unknown
 */
public record BrowserUse(
        Instant at, String address, String browser, String system, String userAgent, String sessionId) {

    /** The longest user agent that is kept, in characters. */
    public static final int LONGEST_USER_AGENT = 512;
}
