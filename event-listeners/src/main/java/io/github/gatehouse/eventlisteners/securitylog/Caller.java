package io.github.gatehouse.eventlisteners.securitylog;

import jakarta.enterprise.context.ContextNotActiveException;

import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import io.github.gatehouse.storage.rememberedbrowser.CurrentBrowser;
import org.keycloak.models.KeycloakSession;

/**
 * The browser from which the current request comes, as it says itself.
 *
 * @param browser null if unknown
 * @param system null if unknown
 */
record Caller(String browser, String system) {

    static final Caller NONE = new Caller(null, null);

    /** What uap-java calls a browser or system that it does not know. */
    private static final String UNKNOWN = "Other";

    /** Without names if there is no request: sessions expire by themselves. */
    static Caller of(KeycloakSession session) {
        try {
            BrowserUse use = CurrentBrowser.use(session, KeycloakClock.INSTANCE.instant(), null);
            return new Caller(known(use.browser()), known(use.system()));
        } catch (ContextNotActiveException e) {
            return NONE;
        }
    }

    private static String known(String name) {
        return UNKNOWN.equals(name) ? null : name;
    }
}
