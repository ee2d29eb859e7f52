package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Instant;

import jakarta.ws.rs.core.HttpHeaders;

import io.github.gatehouse.common.http.ControlCharacters;
import org.keycloak.device.DeviceRepresentationProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.account.DeviceRepresentation;

/** What the browser that sent the request says of itself. Its own claim: shown to people, never decided by. */
public final class CurrentBrowser {

    private static final int LONGEST_NAME = 128;

    private CurrentBrowser() {}

    /**
     * A use of the browser that sent the current request; nothing is known of it where there is none, as in Keycloak's background jobs.
     *
     * @param sessionId the user session, or null
     */
    public static BrowserUse use(KeycloakSession session, Instant now, String sessionId) {
        if (session.getContext().getRequestHeaders() == null) {
            return new BrowserUse(now, null, null, null, null, sessionId);
        }
        DeviceRepresentation device =
                session.getProvider(DeviceRepresentationProvider.class).deviceRepresentation();
        return new BrowserUse(
                now,
                session.getContext().getConnection().getRemoteHost(),
                device == null ? null : name(device.getBrowser()),
                device == null ? null : shortened(device.getOs(), LONGEST_NAME),
                userAgent(session),
                sessionId);
    }

    /** Without the version, which Keycloak puts behind a stroke. */
    private static String name(String browser) {
        if (browser == null) {
            return null;
        }
        int stroke = browser.indexOf('/');
        return shortened(stroke < 0 ? browser : browser.substring(0, stroke), LONGEST_NAME);
    }

    private static String userAgent(KeycloakSession session) {
        String sent = session.getContext().getRequestHeaders().getHeaderString(HttpHeaders.USER_AGENT);
        return shortened(sent, BrowserUse.LONGEST_USER_AGENT);
    }

    private static String shortened(String text, int longest) {
        if (text == null) {
            return null;
        }
        String clean = ControlCharacters.removedFrom(text);
        return clean.length() > longest ? clean.substring(0, longest) : clean;
    }
}
