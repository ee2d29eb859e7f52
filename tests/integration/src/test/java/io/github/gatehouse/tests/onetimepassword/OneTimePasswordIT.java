package io.github.gatehouse.tests.onetimepassword;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.mail.internet.MimeMessage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("P5: a one-time password that an administrator has mailed")
class OneTimePasswordIT {

    private static final String NEW_PASSWORD = "Quite-Another-2026!";
    private static final int PARALLEL = 8;

    private final TestRealm realm;
    private final MailSink mail;
    private final OneTimePasswordCalls calls;

    OneTimePasswordIT(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
        this.calls = new OneTimePasswordCalls(realm, mail);
    }

    /** Accepted, and not yet signed in: the new password is asked for. */
    private static boolean isAskedForANewPassword(PlainBrowser browser) {
        return browser.shows("password-new") && !browser.isSignedIn();
    }

    private void assertRefused(TestUser user, String password) {
        PlainBrowser browser = calls.typed(user, password);
        assertThat(isAskedForANewPassword(browser) || browser.isSignedIn())
                .as(browser.text())
                .isFalse();
        assertThat(browser.text()).contains("Invalid username or password");
    }

    @Test
    @DisplayName("is good for one sign-in, and replaced at once")
    void isGoodForOneSignIn() throws Exception {
        realm.enableEvents();
        TestUser alice = calls.user("alice");
        Instant before = Instant.now();
        JsonNode answer = calls.order(alice).expect(200).json();
        assertThat(answer.get("mailedTo").asText()).isEqualTo(alice.email());
        assertThat(Instant.parse(answer.get("expiresAt").asText()))
                .isBetween(
                        before.plus(Duration.ofHours(12)).minusSeconds(2),
                        Instant.now().plus(Duration.ofHours(12)));
        MimeMessage message = mail.await(alice.email());
        assertThat(message.getSubject()).isEqualTo("Your one-time password for " + realm.name());
        String secret = OneTimePasswordCalls.secret(message).orElseThrow();
        assertThat(answer.toString()).doesNotContain(secret);

        PlainBrowser browser = calls.typed(alice, " " + secret);
        assertThat(isAskedForANewPassword(browser)).as(browser.text()).isTrue();
        // Whoever reads the mail later is too late, also while the new password is being chosen.
        assertRefused(alice, secret);
        browser.submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertRefused(alice, secret);
        assertRefused(alice, alice.password());
        assertThat(calls.typed(alice, NEW_PASSWORD).isSignedIn()).isTrue();

        String events = realm.admin()
                        .get("/admin-events")
                        .query("resourcePath", "users/" + alice.id() + "/one-time-password")
                        .send()
                        .expect(200)
                        .text()
                + realm.admin()
                        .get("/events")
                        .query("user", alice.id())
                        .send()
                        .expect(200)
                        .text();
        String log = realm.admin()
                .get("/account-security/users/" + alice.id() + "/log")
                .send()
                .expect(200)
                .text();
        assertThat(events).contains("one-time-password").doesNotContain(secret);
        assertThat(log).contains("one-time-password-mailed", "password-changed").doesNotContain(secret);
    }

    @Test
    @DisplayName("Abuse case 18: is refused after a newer one, another address, its time, or another password")
    void isRefusedWhenItIsOut(TestServer server) {
        TestUser bob = calls.user("bob");
        String first = calls.mailed(bob);
        String second = calls.mailed(bob);
        assertRefused(bob, first);
        bob.update(user -> user.put("email", "else-" + bob.email()));
        assertRefused(bob, second);
        bob.update(user -> user.put("email", bob.email()));
        assertThat(isAskedForANewPassword(calls.typed(bob, second))).isTrue();

        TestUser carol = calls.user("carol");
        String carols = calls.mailed(carol);
        realm.admin()
                .put("/users/" + carol.id() + "/reset-password")
                .json(Map.of("type", "password", "value", NEW_PASSWORD, "temporary", true))
                .send()
                .expect(204);
        assertRefused(carol, carols);
        assertThat(isAskedForANewPassword(calls.typed(carol, NEW_PASSWORD))).isTrue();

        TestUser dave = calls.user("dave");
        String daves = calls.mailed(dave);
        assertRefused(carol, daves);
        server.time().advance(Duration.ofHours(12).plusSeconds(1));
        assertRefused(dave, daves);
        assertThat(isAskedForANewPassword(calls.typed(dave, dave.password())))
                .as("The password itself stays, and has to be replaced")
                .isTrue();
    }

    @Test
    @DisplayName("Abuse case 18: of parallel sign-ins with it, one succeeds")
    void isUsedOnceHoweverOftenItIsSent() throws Exception {
        TestUser erin = calls.user("erin");
        String secret = calls.mailed(erin);
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<PlainBrowser> browsers = new ArrayList<>();
            for (int i = 0; i < PARALLEL; i++) {
                browsers.add(calls.signInPage());
            }
            List<Future<PlainBrowser>> sent = new ArrayList<>();
            for (PlainBrowser browser : browsers) {
                sent.add(threads.submit(() -> browser.submit("username", erin.username(), "password", secret)));
            }
            assertThat(sent.stream().map(OneTimePasswordIT::get).filter(OneTimePasswordIT::isAskedForANewPassword))
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static PlainBrowser get(Future<PlainBrowser> browser) {
        try {
            return browser.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("gives programs nothing: there is nobody who could replace it")
    void givesProgramsNothing() {
        TestUser frank = calls.user("frank");
        String secret = calls.mailed(frank);
        assertThat(frank.trySignIn(secret).expect(400).text()).doesNotContain("access_token");
    }

    @Test
    @DisplayName("works for a user who never had a password")
    void worksForAUserWithoutAPassword() {
        TestUser grace = calls.user("grace");
        String password = grace.credentials().get(0).get("id").asText();
        realm.admin()
                .delete("/users/" + grace.id() + "/credentials/" + password)
                .send()
                .expect(204);
        PlainBrowser browser = calls.typed(grace, calls.mailed(grace));
        assertThat(isAskedForANewPassword(browser)).as(browser.text()).isTrue();
        assertThat(browser.submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD)
                        .isSignedIn())
                .isTrue();
    }

    @Test
    @DisplayName("is worth nothing once it need not be replaced any more")
    void isWorthNothingWhenItNeedNotBeReplaced() {
        TestUser judy = calls.user("judy");
        String secret = calls.mailed(judy);
        judy.update(user -> user.putArray("requiredActions"));
        assertRefused(judy, secret);
        assertThat(calls.typed(judy, judy.password()).isSignedIn()).isTrue();
    }
}
