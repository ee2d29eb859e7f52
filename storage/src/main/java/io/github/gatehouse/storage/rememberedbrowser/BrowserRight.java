package io.github.gatehouse.storage.rememberedbrowser;

/** What a remembered browser can be remembered for. */
public enum BrowserRight {
    /** The second factor is not asked for (rule M3). */
    TRUSTED_DEVICE,
    /** The user returns without typing the password (rule M7). */
    LOGIN_TOKEN
}
