package io.github.gatehouse.authenticators.rememberedbrowser;

import io.github.gatehouse.storage.rememberedbrowser.BrowserSecret;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser;
import org.keycloak.models.UserModel;

/**
 * The browser that sent the request, after it has shown the secret.
 *
 * @param user whose it is
 * @param browser what is known of it
 * @param secret what it has shown
 * @param isCurrent whether that is still the secret that counts; if not, a parallel request has just replaced it
 */
record RecognisedBrowser(UserModel user, RememberedBrowser browser, BrowserSecret secret, boolean isCurrent) {}
