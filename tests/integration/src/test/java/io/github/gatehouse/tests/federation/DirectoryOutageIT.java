package io.github.gatehouse.tests.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.Directory;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("What is done in the background, while a directory of users does not answer")
class DirectoryOutageIT {

    private static final String SIGN_OUT = "/account-security/sign-out";
    private static final String EXPIRES = "An API token of your account at ";

    private final TestRealm realm;
    private final MailSink mail;
    private final TestServer server;
    private final TimeTravel time;

    DirectoryOutageIT(TestRealm realm, MailSink mail, TestServer server) {
        this.realm = realm;
        this.mail = mail;
        this.server = server;
        this.time = server.time();
    }

    @BeforeAll
    static void aRoleOfEverybody(TestRealm realm) {
        realm.realmRole("reports-reader");
        realm.composite("default-roles-" + realm.name(), "reports-reader");
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
                Directory directory = Directory.withoutImport(first);
                TestRealm second = realm.another()) {
            TestUser alice = directory.user("alice");
            alice.signIn();
            TestUser bob = second.user("bob").create();
            bob.signIn();
            directory.stopAnswering();
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

            directory.answerAgain();
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
        try (Directory directory = Directory.withoutImport(realm)) {
            TestUser carol = directory.user("carol");
            TestUser dave = realm.user("dave")
                    .email("dave@" + realm.name() + ".example.org")
                    .create();
            mailServer(1);
            changePassword(carol);
            awaitFailure("attempt 1");
            time.advance(Duration.ofSeconds(65));
            directory.stopAnswering();
            mailServer(mail.port());
            run("gatehouse-notices");
            awaitFailure("attempt 2");
            changePassword(dave);
            mail.await(dave.email());
            assertThat(mail.to(carol.email())).isEmpty();

            directory.answerAgain();
            time.advance(Duration.ofMinutes(6));
            run("gatehouse-notices");
            mail.await(carol.email());
        }
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
    @DisplayName("X3: owners of API tokens are told of their end, one whom Keycloak cannot read afterwards")
    void expiringTokens() {
        expiringTokens(Directory.withoutImport(realm));
    }

    @Test
    @DisplayName("X3: so is one whom Keycloak takes for disabled meanwhile")
    void expiringTokensOfImportedUsers() {
        expiringTokens(Directory.of(realm));
    }

    private void expiringTokens(Directory directory) {
        String other = "frank-" + UUID.randomUUID();
        try (directory) {
            TestUser erin = directory.user("erin-" + UUID.randomUUID());
            TestUser frank = realm.user(other)
                    .email(other + "@" + realm.name() + ".example.org")
                    .create();
            for (TestUser user : List.of(erin, frank)) {
                createToken(user);
                mail.await(user.email());
            }
            time.advance(Duration.ofDays(25));
            directory.stopAnswering();
            run("gatehouse-api-token-expiry-notices");
            assertThat(subject(mail.await(frank.email(), 2))).startsWith(EXPIRES);
            assertThat(mail.to(erin.email())).hasSize(1);

            directory.answerAgain();
            run("gatehouse-api-token-expiry-notices");
            assertThat(subject(mail.await(erin.email(), 2))).startsWith(EXPIRES);
            assertThat(mail.to(frank.email())).as("once").hasSize(2);
        }
    }

    @Test
    @DisplayName("X3: owners are told whose tokens expire after more of its users than are looked at together")
    void manyExpiringTokens() {
        try (Directory directory = Directory.withoutImport(realm)) {
            TestUser irene = directory.user("irene");
            TestUser john = realm.user("john")
                    .email("john@" + realm.name() + ".example.org")
                    .create();
            JsonNode mailServer =
                    realm.admin().get("").send().expect(200).json().get("smtpServer");
            // Without a mail server nobody is told that they were created.
            realm.update(other -> other.putObject("smtpServer"));
            String accessToken = irene.accessToken();
            for (int number = 0; number < 100; number++) {
                createToken(accessToken, "nightly-" + number);
            }
            createToken(john);
            realm.update(other -> other.set("smtpServer", mailServer));
            time.advance(Duration.ofDays(25));
            directory.stopAnswering();
            run("gatehouse-api-token-expiry-notices");
            assertThat(subject(mail.await(john.email()))).startsWith(EXPIRES);
        }
    }

    @Test
    @DisplayName(
            "A4, L1: administrators see tokens and the log, without the names of its users, and can revoke the tokens")
    void lists() {
        try (Directory directory = Directory.withoutImport(realm)) {
            TestUser grace = directory.user("grace");
            createToken(grace);
            createToken(directory.user("henry"));
            JsonNode shown = tokenOf(grace);
            assertThat(shown.get("username").asText()).isEqualTo("grace");
            directory.stopAnswering();
            assertThat(tokenOf(grace).has("username")).isFalse();
            assertThat(logged("Users of a federation of realm " + realm.id()))
                    .as("it is asked once for a list")
                    .isEqualTo(1);
            JsonNode log = realm.admin()
                    .get("/account-security/log")
                    .send()
                    .expect(200)
                    .json();
            assertThat(log.findValuesAsText("kind")).contains("api-token-created");
            realm.admin()
                    .delete("/api-tokens/" + shown.get("id").asText())
                    .send()
                    .expect(204);
            assertThat(tokenOf(grace).get("status").asText()).isEqualTo("revoked");
        }
    }

    private JsonNode tokenOf(TestUser user) {
        return StreamSupport.stream(
                        realm.admin()
                                .get("/api-tokens")
                                .send()
                                .expect(200)
                                .json()
                                .spliterator(),
                        false)
                .filter(token -> token.get("userId").asText().equals(user.id()))
                .findFirst()
                .orElseThrow();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError("A mail that cannot be read", e);
        }
    }

    private void createToken(TestUser user) {
        createToken(user.accessToken(), "nightly");
    }

    private void createToken(String accessToken, String name) {
        realm.http()
                .post("/realms/{realm}/api-tokens")
                .bearer(accessToken)
                .json(Map.of("name", name, "role", "reports-reader", "validityMonths", 1))
                .send()
                .expect(201);
    }
}
