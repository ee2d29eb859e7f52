package io.github.gatehouse.tests.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.MissingDirectory;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("What is done in the background, while a directory of users does not answer")
class MissingDirectoryIT {

    private static final String SIGN_OUT = "/account-security/sign-out";
    private static final String EXPIRES = "An API token of your account at ";

    private final TestRealm realm;
    private final MailSink mail;
    private final TestServer server;
    private final TimeTravel time;

    MissingDirectoryIT(TestRealm realm, MailSink mail, TestServer server) {
        this.realm = realm;
        this.mail = mail;
        this.server = server;
        this.time = server.time();
    }

    private static TestUser user(TestRealm realm, String name) {
        return realm.user(name)
                .email(name + "@" + realm.name() + ".example.org")
                .create();
    }

    private void run(String task) {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/tasks/" + task)
                .send()
                .expect(204);
    }

    private static String signOutOf(TestRealm realm) {
        return realm.admin()
                .get(SIGN_OUT)
                .send()
                .expect(200)
                .json()
                .get("state")
                .asText();
    }

    private static int activeSessions(TestRealm realm, TestUser user) {
        return realm.admin()
                .get("/account-security/users/" + user.id() + "/sessions")
                .query("state", "active")
                .send()
                .expect(200)
                .json()
                .size();
    }

    private void awaitSignOutOf(TestRealm one) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            run("gatehouse-realm-sign-out");
            return signOutOf(one).equals("done");
        });
    }

    @Test
    @DisplayName("S6: the sign-out of another realm does not wait, its own goes on afterwards")
    void signOut() {
        // Realms of their own: the clock goes back after the test, and what begins then began before the sign-out.
        try (TestRealm first = realm.another();
                TestRealm second = realm.another()) {
            TestUser alice = user(first, "alice");
            alice.signIn();
            TestUser bob = user(second, "bob");
            bob.signIn();
            MissingDirectory missing = MissingDirectory.of(first, alice, "OFFLINE_USER_SESSION");
            try (missing) {
                for (TestRealm one : List.of(first, second)) {
                    time.advance(Duration.ofSeconds(2));
                    one.admin().post(SIGN_OUT).send().expect(202);
                }
                awaitSignOutOf(second);
                assertThat(activeSessions(second, bob)).isZero();
                assertThat(signOutOf(first)).isEqualTo("running");
                run("gatehouse-realm-sign-out");
                assertThat(logged("Not all sessions of realm " + first.id()))
                        .as("a line a minute")
                        .isEqualTo(1);
            }
            time.advance(Duration.ofSeconds(65));
            awaitSignOutOf(first);
            assertThat(activeSessions(first, alice)).isZero();
        }
    }

    private void changePassword(TestUser user) {
        realm.admin()
                .put("/users/" + user.id() + "/reset-password")
                .json(Map.of("type", "password", "value", "Brand-New-2026!"))
                .send()
                .expect(204);
    }

    @Test
    @DisplayName("P5: a mail to one of its users is tried again as if the mail server had failed, others do not wait")
    void mails() {
        TestUser carol = user(realm, "carol");
        TestUser dave = user(realm, "dave");
        mailServer(1);
        changePassword(carol);
        awaitFailure("attempt 1");
        time.advance(Duration.ofSeconds(65));
        MissingDirectory missing = MissingDirectory.of(realm, carol, "GATEHOUSE_NOTICE");
        try (missing) {
            mailServer(mail.port());
            run("gatehouse-notices");
            awaitFailure("attempt 2");
            changePassword(dave);
            mail.await(dave.email());
            assertThat(mail.to(carol.email())).isEmpty();
        }
        time.advance(Duration.ofMinutes(6));
        run("gatehouse-notices");
        mail.await(carol.email());
    }

    private void mailServer(int port) {
        realm.update(other -> other.withObjectProperty("smtpServer").put("port", Integer.toString(port)));
    }

    private long logged(String text) {
        try {
            return Files.readString(server.log())
                    .lines()
                    .filter(line -> line.contains(text))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitFailure(String attempt) {
        String failure = "of realm " + realm.id() + " could not be mailed (" + attempt + ")";
        Awaitility.await(attempt).atMost(Duration.ofSeconds(30)).until(() -> logged(failure) > 0);
    }

    @Test
    @DisplayName("X3: owners of API tokens are told of their end, one of its users afterwards")
    void expiringTokens() {
        realm.realmRole("reports-reader");
        TestUser erin = withToken("erin");
        TestUser frank = withToken("frank");
        mail.await(erin.email());
        mail.await(frank.email());
        time.advance(Duration.ofDays(25));
        MissingDirectory missing = MissingDirectory.of(realm, erin, "GATEHOUSE_API_TOKEN");
        try (missing) {
            run("gatehouse-api-token-expiry-notices");
            assertThat(subject(mail.await(frank.email(), 2))).startsWith(EXPIRES);
            assertThat(mail.to(erin.email())).hasSize(1);
        }
        run("gatehouse-api-token-expiry-notices");
        assertThat(subject(mail.await(erin.email(), 2))).startsWith(EXPIRES);
        assertThat(mail.to(frank.email())).as("once").hasSize(2);
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError("A mail that cannot be read", e);
        }
    }

    private TestUser withToken(String name) {
        TestUser user = realm.user(name)
                .email(name + "@" + realm.name() + ".example.org")
                .realmRoles("reports-reader")
                .create();
        realm.http()
                .post("/realms/{realm}/api-tokens")
                .bearer(user.accessToken())
                .json(Map.of("name", name, "role", "reports-reader", "validityMonths", 1))
                .send()
                .expect(201);
        return user;
    }
}
