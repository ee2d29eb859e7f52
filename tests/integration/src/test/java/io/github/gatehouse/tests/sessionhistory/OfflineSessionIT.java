package io.github.gatehouse.tests.sessionhistory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("S1, S3: what an application keeps of a session goes on without it")
class OfflineSessionIT {

    private final TestRealm realm;
    private final TimeTravel time;
    private final SessionCalls calls;
    private final TestClient application;
    private final TestClient other;

    private TestUser alice;
    private PlainBrowser browser;
    private Tokens tokens;

    OfflineSessionIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.time = server.time();
        this.calls = new SessionCalls(realm);
        realm.update(representation -> representation.put("ssoSessionIdleTimeout", 1800));
        this.application = calls.application();
        this.other = calls.application();
    }

    /** A user is signed in at two applications with a browser, and one of them keeps the session. With one only, Keycloak (26.7) would end the browser's part at once. */
    @BeforeEach
    void anApplicationThatKeepsTheSession() {
        alice = calls.user("alice");
        browser = calls.browser()
                .authorize(other)
                .password(alice)
                .open(realm.issuer() + "/protocol/openid-connect/auth?response_type=code&state=s&client_id="
                        + application.clientId() + "&scope=openid%20offline_access&redirect_uri="
                        + URLEncoder.encode(PlainBrowser.APPLICATION, StandardCharsets.UTF_8));
        tokens = SessionCalls.tokens(browser.tokens(application));
        assertThat(isSignedIn()).isTrue();
    }

    private boolean isSignedIn() {
        browser.authorize(other);
        return browser.isSignedIn();
    }

    private Response refresh() {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        application.clientId(),
                        "refresh_token",
                        tokens.refreshToken())
                .send();
    }

    private void assertGoesOn() {
        refresh().expect(200);
        JsonNode active = calls.ofUser(alice, "active", SessionCalls.id(tokens));
        assertThat(active.get("offline").asBoolean()).isTrue();
        assertThat(active.get("browser").asText()).as("its record").isEqualTo("Firefox");
        assertThat(calls.ofUser(alice, "ended"))
                .noneMatch(ended -> ended.get("id").asText().equals(SessionCalls.id(tokens)));
    }

    @Test
    @DisplayName("when the user signs out")
    void whenTheUserSignsOut() {
        browser.open(realm.issuer() + "/protocol/openid-connect/logout?id_token_hint=" + tokens.idToken());
        assertThat(isSignedIn()).isFalse();
        assertGoesOn();
    }

    @Test
    @DisplayName("when the session times out")
    void whenTheSessionTimesOut() {
        time.advance(Duration.ofMinutes(31));
        assertThat(isSignedIn()).isFalse();
        assertGoesOn();
    }

    @Test
    @DisplayName("when Keycloak's job removes the session that has timed out, and tells of it")
    void whenTheSessionIsRemoved() {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/events")
                .form("type", "USER_SESSION_DELETED", "user", alice.id(), "session", SessionCalls.id(tokens))
                .send()
                .expect(204);
        assertGoesOn();
    }

    @Test
    @DisplayName("when automatic logout ends the session, at its use")
    void whenTheUserIsLoggedOutAtTheCookie() {
        calls.automaticLogout(alice.signIn(), 10);
        time.advance(Duration.ofMinutes(11));
        assertThat(isSignedIn()).isFalse();
        assertGoesOn();
    }

    @Test
    @DisplayName("when automatic logout is due, and nobody has noticed yet")
    void whenTheUserIsToBeLoggedOut() {
        calls.automaticLogout(alice.signIn(), 10);
        time.advance(Duration.ofMinutes(11));
        refresh().expect(200);
        assertThat(isSignedIn()).as("the browser's part does not").isFalse();
    }

    @Test
    @DisplayName("when the sweep ends the session, and the sweep leaves it alone from then on")
    void whenTheSessionIsSwept() {
        calls.automaticLogout(alice.signIn(), 10);
        time.advance(Duration.ofMinutes(11));
        calls.run("gatehouse-session-sweep");
        time.advance(Duration.ofMinutes(11));
        calls.run("gatehouse-session-sweep");
        assertThat(isSignedIn()).isFalse();
        assertGoesOn();
    }

    @Test
    @DisplayName("when everybody is signed out where Keycloak leaves it, as it does if it stores no other sessions")
    void whenEverybodyIsSignedOutAndItIsLeft() {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/events/admin")
                .form("operation", "ACTION", "path", "logout-all")
                .send()
                .expect(204);
        assertGoesOn();
    }

    @Test
    @DisplayName("but not when the user ends it")
    void notWhenTheUserEndsIt() {
        calls.end(alice.signIn(), "/" + SessionCalls.id(tokens)).expect(204);
        assertThat(isSignedIn()).isFalse();
        refresh().expect(400);
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(tokens))
                        .get("endReason")
                        .asText())
                .isEqualTo("ended-by-user");
    }

    @Test
    @DisplayName("nor when an administrator signs everybody out with Keycloak's own button, which takes it as well")
    void notWhenEverybodyIsSignedOut() {
        realm.admin().post("/logout-all").send().expect(200);
        assertThat(isSignedIn()).isFalse();
        refresh().expect(400);
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(tokens))
                        .get("endReason")
                        .asText())
                .isEqualTo("ended-by-administrator");
    }
}
