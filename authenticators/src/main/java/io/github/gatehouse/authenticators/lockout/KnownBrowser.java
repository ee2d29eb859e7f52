package io.github.gatehouse.authenticators.lockout;

import java.util.Optional;

import io.github.gatehouse.authenticators.rememberedbrowser.RememberedBrowsers;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Recognises a browser that is a trusted device of the user. It has a counter of its own, so that somebody who fails elsewhere on purpose cannot shut the owner
 * out (rule X5).
 */
public final class KnownBrowser {

    private KnownBrowser() {}

    /**
     * The browser that sends this request, if it has proved to be known to this user.
     *
     * @return an id that stays the same as long as the browser is known, at most 36 characters and not {@code -}; empty for all other browsers and for programs
     */
    public static Optional<String> of(KeycloakSession session, RealmModel realm, UserModel user) {
        return RememberedBrowsers.trustedDevice(session, realm, user);
    }
}
