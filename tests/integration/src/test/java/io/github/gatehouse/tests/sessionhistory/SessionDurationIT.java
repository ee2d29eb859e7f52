package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("S4: how long a session lasts")
class SessionDurationIT {

    private final TestRealm realm;
    private final TimeTravel time;
    private final SessionCalls calls;
    private TestClient application;

    SessionDurationIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.time = server.time();
        this.calls = new SessionCalls(realm);
    }

    @BeforeAll
    void setUp() {
        realm.admin().post("/account-security/setup").send().expect(200);
        application = calls.application();
    }

    private boolean isSignedIn(PlainBrowser browser) {
        browser.authorize(application);
        return browser.isSignedIn();
    }

    private PlainBrowser signedIn(TestUser user, boolean remembered) {
        PlainBrowser browser = calls.browser().authorize(application);
        if (remembered) {
            browser.submit("username", user.username(), "password", user.password(), "rememberMe", "on");
        } else {
            browser.password(user);
        }
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        return browser;
    }

    @Test
    @DisplayName("29 minutes without activity are survived, 31 are not")
    void endsWhenIdle() {
        TestUser alice = calls.user("alice");
        PlainBrowser browser = signedIn(alice, false);
        time.advance(Duration.ofMinutes(29));
        assertThat(isSignedIn(browser)).isTrue();
        time.advance(Duration.ofMinutes(31));
        assertThat(isSignedIn(browser)).isFalse();
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        assertThat(calls.ofUser(alice, "ended").get(0).get("endReason").asText())
                .isEqualTo("timed-out");
    }

    @Test
    @DisplayName("it ends after four hours, however active")
    void endsAfterFourHours() {
        PlainBrowser browser = signedIn(calls.user("alice"), false);
        for (int minutes = 20; minutes < 240; minutes += 20) {
            time.advance(Duration.ofMinutes(20));
            assertThat(isSignedIn(browser)).as("after %d minutes", minutes).isTrue();
        }
        time.advance(Duration.ofMinutes(21));
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("remembered: it lives after 11 hours without activity, and ends after 12 although active")
    void endsAfterTwelveHoursWhenRemembered() {
        PlainBrowser browser = signedIn(calls.user("alice"), true);
        time.advance(Duration.ofHours(11));
        assertThat(isSignedIn(browser)).isTrue();
        time.advance(Duration.ofMinutes(45));
        assertThat(isSignedIn(browser)).isTrue();
        time.advance(Duration.ofMinutes(20));
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("Abuse case 21: 'remember me' is switched off: such sessions end, with that reason")
    void endsWhenRememberMeIsSwitchedOff() {
        TestUser alice = calls.user("alice");
        PlainBrowser remembered = signedIn(alice, true);
        PlainBrowser other = signedIn(calls.user("bob"), false);
        TestUser carol = calls.user("carol");
        signedIn(carol, true);
        realm.update(representation -> representation.put("rememberMe", false));
        try {
            assertThat(calls.ofUser(carol, "active"))
                    .as("nobody has used it since")
                    .isEmpty();
            assertThat(calls.ofUser(carol, "ended").get(0).get("endReason").asText())
                    .isEqualTo("remember-me-off");
            assertThat(isSignedIn(remembered)).isFalse();
            assertThat(isSignedIn(other)).isTrue();
            assertThat(calls.ofUser(alice, "active")).isEmpty();
        } finally {
            realm.update(representation -> representation.put("rememberMe", true));
        }
    }
}
