package io.github.gatehouse.tests.onetimepassword;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("P5: a one-time password that an administrator has mailed")
class OneTimePasswordIT {

    private static final Pattern SECRET = Pattern.compile("(?m)^[a-z2-9]{5}(-[a-z2-9]{5}){3}$");
    private static final String NEW_PASSWORD = "Quite-Another-2026!";
    private static final int PARALLEL = 8;

    private final TestRealm realm;
    private final MailSink mail;
    private final TestClient application;

    OneTimePasswordIT(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    private TestUser user(String name) {
        return realm.user(name)
                .email(name + "@" + realm.name() + ".example.org")
                .create();
    }

    private static String path(TestUser user) {
        return "/account-security/users/" + user.id() + "/one-time-password";
    }

    private Response order(TestUser user) {
        return realm.admin().post(path(user)).send();
    }

    /** The newest that the user has got; other mails may come in between. */
    private String mailed(TestUser user) {
        long before = secrets(user).size();
        order(user).expect(200);
        return Awaitility.await("the mail to " + user.email())
                .until(() -> secrets(user), secrets -> secrets.size() == before + 1)
                .get((int) before);
    }

    private List<String> secrets(TestUser user) {
        return mail.to(user.email()).stream()
                .map(OneTimePasswordIT::secret)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> secret(MimeMessage message) {
        try {
            Matcher found = SECRET.matcher(((MimeMultipart) message.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString()
                    .replace("\r", ""));
            return found.find() ? Optional.of(found.group()) : Optional.empty();
        } catch (IOException | MessagingException e) {
            throw new AssertionError("A mail that cannot be read", e);
        }
    }

    private PlainBrowser typed(TestUser user, String password) {
        return new PlainBrowser(realm).authorize(application).submit("username", user.username(), "password", password);
    }

    /** Accepted, and not yet signed in: the new password is asked for. */
    private static boolean isAskedForANewPassword(PlainBrowser browser) {
        return browser.shows("password-new") && !browser.isSignedIn();
    }

    private void assertRefused(TestUser user, String password) {
        PlainBrowser browser = typed(user, password);
        assertThat(isAskedForANewPassword(browser) || browser.isSignedIn())
                .as(browser.text())
                .isFalse();
        assertThat(browser.text()).contains("Invalid username or password");
    }

    @Test
    @DisplayName("is good for one sign-in, and replaced at once")
    void isGoodForOneSignIn() throws Exception {
        realm.enableEvents();
        TestUser alice = user("alice");
        Instant before = Instant.now();
        JsonNode answer = order(alice).expect(200).json();
        assertThat(answer.get("mailedTo").asText()).isEqualTo(alice.email());
        assertThat(Instant.parse(answer.get("expiresAt").asText()))
                .isBetween(
                        before.plus(Duration.ofHours(12)).minusSeconds(2),
                        Instant.now().plus(Duration.ofHours(12)));
        MimeMessage message = mail.await(alice.email());
        assertThat(message.getSubject()).isEqualTo("Your one-time password for " + realm.name());
        String secret = secret(message).orElseThrow();
        assertThat(answer.toString()).doesNotContain(secret);

        PlainBrowser browser = typed(alice, " " + secret);
        assertThat(isAskedForANewPassword(browser)).as(browser.text()).isTrue();
        // Whoever reads the mail later is too late, also while the new password is being chosen.
        assertRefused(alice, secret);
        browser.submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertRefused(alice, secret);
        assertRefused(alice, alice.password());
        assertThat(typed(alice, NEW_PASSWORD).isSignedIn()).isTrue();

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
        TestUser bob = user("bob");
        String first = mailed(bob);
        String second = mailed(bob);
        assertRefused(bob, first);
        bob.update(user -> user.put("email", "else-" + bob.email()));
        assertRefused(bob, second);
        bob.update(user -> user.put("email", bob.email()));
        assertThat(isAskedForANewPassword(typed(bob, second))).isTrue();

        TestUser carol = user("carol");
        String carols = mailed(carol);
        realm.admin()
                .put("/users/" + carol.id() + "/reset-password")
                .json(Map.of("type", "password", "value", NEW_PASSWORD, "temporary", true))
                .send()
                .expect(204);
        assertRefused(carol, carols);
        assertThat(isAskedForANewPassword(typed(carol, NEW_PASSWORD))).isTrue();

        TestUser dave = user("dave");
        String daves = mailed(dave);
        assertRefused(carol, daves);
        server.time().advance(Duration.ofHours(12).plusSeconds(1));
        assertRefused(dave, daves);
        assertThat(isAskedForANewPassword(typed(dave, dave.password())))
                .as("The password itself stays, and has to be replaced")
                .isTrue();
    }

    @Test
    @DisplayName("Abuse case 18: of parallel sign-ins with it, one succeeds")
    void isUsedOnceHoweverOftenItIsSent() throws Exception {
        TestUser erin = user("erin");
        String secret = mailed(erin);
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<PlainBrowser> browsers = new ArrayList<>();
            for (int i = 0; i < PARALLEL; i++) {
                browsers.add(new PlainBrowser(realm).authorize(application));
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
        TestUser frank = user("frank");
        String secret = mailed(frank);
        assertThat(frank.trySignIn(secret).expect(400).text()).doesNotContain("access_token");
    }

    @Test
    @DisplayName("works for a user who never had a password")
    void worksForAUserWithoutAPassword() {
        TestUser grace = user("grace");
        String password = grace.credentials().get(0).get("id").asText();
        realm.admin()
                .delete("/users/" + grace.id() + "/credentials/" + password)
                .send()
                .expect(204);
        PlainBrowser browser = typed(grace, mailed(grace));
        assertThat(isAskedForANewPassword(browser)).as(browser.text()).isTrue();
        assertThat(browser.submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD)
                        .isSignedIn())
                .isTrue();
    }

    @Test
    @DisplayName("is refused by name where it cannot be mailed or used, and then nothing is changed")
    void isRefusedByName(TestServer server) {
        TestUser heidi = user("heidi");
        refused(heidi, user -> user.put("enabled", false), "user_disabled");
        heidi.update(user -> user.put("enabled", true));
        refused(heidi, user -> user.put("email", ""), "no_email");
        heidi.update(user -> user.put("email", heidi.email()));

        JsonNode action = realm.admin()
                .get("/authentication/required-actions/UPDATE_PASSWORD")
                .send()
                .expect(200)
                .json();
        realm.admin()
                .put("/authentication/required-actions/UPDATE_PASSWORD")
                .json(((ObjectNode) action.deepCopy()).put("enabled", false))
                .send()
                .expect(204);
        assertThat(order(heidi).expect(400).json().get("error").asText()).isEqualTo("update_password_off");
        realm.admin()
                .put("/authentication/required-actions/UPDATE_PASSWORD")
                .json(action)
                .send()
                .expect(204);

        JsonNode mailServer = realm.admin().get("").send().expect(200).json().get("smtpServer");
        realm.update(other -> other.putObject("smtpServer"));
        assertThat(order(heidi).expect(400).json().get("error").asText()).isEqualTo("no_mail_server");
        realm.update(other -> other.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", "1")
                .put("from", "keycloak@example.org"));
        assertThat(order(heidi).expect(502).json().get("error").asText()).isEqualTo("mail_failed");
        realm.update(other -> other.set("smtpServer", mailServer));
        assertThat(typed(heidi, heidi.password()).isSignedIn())
                .as("Nothing has to be replaced")
                .isTrue();
    }

    private void refused(TestUser user, Consumer<ObjectNode> change, String error) {
        user.update(change);
        assertThat(order(user).expect(400).json().get("error").asText()).isEqualTo(error);
    }

    @Test
    @DisplayName("needs the permission to manage the user")
    void needsThePermissionToManageTheUser() {
        TestUser ivan = user("ivan");
        TestUser viewer = realm.user("viewer")
                .clientRole("realm-management", "view-users")
                .create();
        for (TestUser other : List.of(viewer, ivan)) {
            realm.http()
                    .post("/admin/realms/{realm}" + path(ivan))
                    .bearer(other.accessToken())
                    .send()
                    .expect(403);
        }
        String nobody = "/admin/realms/{realm}/account-security/users/nobody/one-time-password";
        realm.http().post(nobody).bearer(viewer.accessToken()).send().expect(404);
        realm.http().post(nobody).bearer(ivan.accessToken()).send().expect(403);
        assertThat(mail.to(ivan.email())).isEmpty();
    }

    @Test
    @DisplayName("is worth nothing once it need not be replaced any more")
    void isWorthNothingWhenItNeedNotBeReplaced() {
        TestUser judy = user("judy");
        String secret = mailed(judy);
        judy.update(user -> user.putArray("requiredActions"));
        assertRefused(judy, secret);
        assertThat(typed(judy, judy.password()).isSignedIn()).isTrue();
    }

    @Test
    @DisplayName("is nothing for the account of a program")
    void isNothingForTheAccountOfAProgram() {
        TestClient program =
                realm.client("program").confidential().serviceAccount().create();
        String account = realm.admin()
                .get("/clients/" + program.id() + "/service-account-user")
                .send()
                .expect(200)
                .json()
                .get("id")
                .asText();
        assertThat(realm.admin()
                        .post("/account-security/users/" + account + "/one-time-password")
                        .send()
                        .expect(400)
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("service_account");
    }

    @Test
    @DisplayName("ends with its user and its realm")
    void endsWithItsUserAndRealm(TestServer server) {
        TestRealm other = realm.sibling("one-time-removed");
        try (other) {
            for (String name : List.of("kim", "leo")) {
                TestUser user = other.user(name)
                        .email(name + "@" + other.name() + ".example.org")
                        .create();
                other.admin().post(path(user)).send().expect(200);
                if (name.equals("kim")) {
                    user.delete();
                    assertThat(rows(server, other)).isZero();
                }
            }
            assertThat(rows(server, other)).isEqualTo(1);
        }
        assertThat(rows(server, other)).isZero();
    }

    private static long rows(TestServer server, TestRealm of) {
        return server.http()
                .get("/realms/master/gatehouse-testing/database/rows")
                .query("table", "GATEHOUSE_ONE_TIME_PASSWORD")
                .query("realm", of.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }
}
