package io.github.gatehouse.authenticators.rememberedbrowser;

import java.time.Instant;

import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A sign-in in which a remembered browser stood in for a credential. Applications are told ({@code auth_time}) when the user last gave all of them, so that nobody takes
 * it for a fresh one: neither Keycloak before actions on credentials, nor Gatehouse, nor an application with {@code max_age}.
 */
final class SpareSignIn {

    private SpareSignIn() {}

    static void note(AuthenticationSessionModel authSession, RecognisedBrowser browser) {
        long authenticatedAt =
                browser.browser().authenticatedAt().map(Instant::getEpochSecond).orElse(0L);
        authSession.setClientNote(AuthenticationManager.AUTH_TIME_BROKER, Long.toString(authenticatedAt));
    }
}
