package io.github.gatehouse.accountsecurity.notme;

import java.util.Locale;

/**
 * What the page template needs. Public, with getters, for FreeMarker.
 */
public final class NotMePage {

    /** What the page is for. */
    public enum State {
        ASK,
        DONE,
        /** As DONE, but the password stays: a directory keeps it that Keycloak cannot change. */
        ENDED,
        REFUSED
    }

    private final State state;
    private final String address;
    private final String key;
    private final String newPasswordLink;

    NotMePage(State state, String address, String key, String newPasswordLink) {
        this.state = state;
        this.address = address;
        this.key = key;
        this.newPasswordLink = newPasswordLink;
    }

    public String getState() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Where the form goes. */
    public String getAddress() {
        return address;
    }

    /** What the form sends; null but for {@link State#ASK}. */
    public String getKey() {
        return key;
    }

    /** Where a new password can be set at once; null if at the next sign-in only. */
    public String getNewPasswordLink() {
        return newPasswordLink;
    }
}
