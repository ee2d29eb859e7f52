package io.github.gatehouse.tests.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("L4, abuse case 36: notices wait in the database and are sent once")
class NoticeQueueIT {

    private static final String NEW_PASSWORD = "Quite-Another-2026!";

    /** One for each test: the mails of a realm whose mail server does not answer rest for a while. */
    private final TestRealm realm;

    private final NoticeRealm notices;
    private final MailSink mail;
    private final TestServer server;

    NoticeQueueIT(TestRealm realm, MailSink mail, TestServer server) {
        this.realm = realm.sibling("notice-queue");
        this.mail = mail;
        this.server = server;
        this.notices = new NoticeRealm(this.realm);
    }

    @AfterEach
    void removeTheRealm() {
        realm.close();
    }

    private void changePassword(TestUser user) {
        realm.admin()
                .put("/users/" + user.id() + "/reset-password")
                .json(Map.of("type", "password", "value", NEW_PASSWORD))
                .send()
                .expect(204);
    }

    @Test
    void whatCannotBeSentIsSentOnceWhenTheMailServerIsBack() {
        TestUser alice = notices.user("alice");
        notices.mailServerIsGone();
        changePassword(alice);
        NoticeRealm.awaitLog(server, "of realm " + realm.id() + " could not be mailed (attempt 1)");
        assertThat(notices.waiting()).isEqualTo(1);

        notices.mailServerIsBack();
        notices.send();
        server.time().advance(Duration.ofSeconds(50));
        notices.send();
        assertThat(mail.to(alice.email())).as("a minute has not passed").isEmpty();
        server.time().advance(Duration.ofSeconds(15));
        notices.send();
        mail.await(alice.email());
        notices.awaitWaiting(0);
        server.time().advance(Duration.ofDays(2));
        notices.send();
        notices.send();
        assertThat(mail.to(alice.email())).hasSize(1);
    }

    @Test
    void whatCannotBeSentInSixAttemptsIsGivenUpWithALine() {
        TestUser bob = notices.user("bob");
        notices.mailServerIsGone();
        changePassword(bob);
        String failed = "(password-changed-by-administrator) of realm " + realm.id() + " could not be mailed (attempt ";
        for (int attempt = 1; attempt <= 5; attempt++) {
            NoticeRealm.awaitLog(server, failed + attempt + ")");
            server.time().advance(Duration.ofHours(13));
            notices.send();
        }
        NoticeRealm.awaitLog(
                server, "(password-changed-by-administrator) of realm " + realm.id() + ", user " + bob.id());
        notices.awaitWaiting(0);
    }

    @Test
    void aMailServerThatNeverAnswersHoldsUpNeitherARequestNorOtherRealms() throws IOException {
        TestUser carol = notices.user("carol");
        long before = failures(realm);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestRealm other = realm.sibling("notice-other")) {
            notices.mailServerAt(silent.getLocalPort());
            Instant start = Instant.now();
            for (int i = 0; i < 5; i++) {
                changePassword(carol);
                assertThat(carol.trySignIn(NEW_PASSWORD).status()).isEqualTo(200);
            }
            // Each mail would take the 10 seconds of the time-out.
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(40));
            NoticeRealm elsewhere = new NoticeRealm(other);
            TestUser dave = elsewhere.user("dave");
            other.admin()
                    .put("/users/" + dave.id() + "/reset-password")
                    .json(Map.of("type", "password", "value", NEW_PASSWORD))
                    .send()
                    .expect(204);
            awaitFailures(before + 1);
            mail.await(dave.email());
            assertThat(failures(realm) - before)
                    .as("no more than the sender's two threads have tried at once")
                    .isLessThanOrEqualTo(2);
        }
        assertThat(notices.waiting()).isEqualTo(5);
        carol.delete();
    }

    @Test
    void whatIsRolledBackIsToldToNobody() {
        TestUser erin = notices.user("erin");
        report(erin, true);
        report(erin, false);
        mail.await(erin.email());
        notices.awaitWaiting(0);
        assertThat(mail.to(erin.email())).hasSize(1);
    }

    @Test
    void ofTwoThatSendOneSendsEachMail() throws IOException {
        List<TestUser> users = IntStream.range(0, 12)
                .mapToObj(number -> notices.user("many-" + number))
                .toList();
        long before = failures(realm);
        notices.mailServerIsGone();
        users.forEach(this::changePassword);
        awaitFailures(before + users.size());
        notices.mailServerIsBack();
        server.time().advance(Duration.ofSeconds(65));
        notices.send();
        notices.send();
        notices.awaitWaiting(0);
        for (TestUser user : users) {
            assertThat(mail.to(user.email())).hasSize(1);
        }
    }

    @Test
    void ofTwoThatHaveFoundTheSameMailOneClaimsIt() throws IOException {
        TestUser jane = notices.user("jane");
        long before = failures(realm);
        notices.mailServerIsGone();
        changePassword(jane);
        // The node's own sender leaves it for later.
        awaitFailures(before + 1);
        assertThat(notices.claimedByTwoAtOnce()).isEqualTo(1);
        jane.delete();
    }

    /** How often a mail of the realm could not be sent, as this node has logged it. */
    private long failures(TestRealm of) throws IOException {
        return Files.readString(server.log())
                .lines()
                .filter(line -> line.contains("of realm " + of.id() + " could not be mailed"))
                .count();
    }

    private void awaitFailures(long count) {
        Awaitility.await(count + " failures").atMost(Duration.ofSeconds(30)).until(() -> failures(realm) >= count);
    }

    @Test
    void whatOneIsSendingTheOtherLeavesAlone() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestRealm slow = realm.sibling("notice-slow")) {
            NoticeRealm there = new NoticeRealm(slow);
            TestUser holly = there.user("holly");
            TestUser ian = notices.user("ian");
            there.mailServerAt(silent.getLocalPort());
            slow.admin()
                    .put("/users/" + holly.id() + "/reset-password")
                    .json(Map.of("type", "password", "value", NEW_PASSWORD))
                    .send()
                    .expect(204);
            silent.accept();
            changePassword(ian);
            mail.await(ian.email());
            assertThat(failures(slow)).as("that one is still being tried").isZero();
            assertThat(there.waiting()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsKeptInARealmWithoutAMailServer() {
        try (TestRealm silent = realm.another()) {
            TestUser grace = silent.user("grace").create();
            silent.admin()
                    .put("/users/" + grace.id() + "/reset-password")
                    .json(Map.of("type", "password", "value", NEW_PASSWORD))
                    .send()
                    .expect(204);
            assertThat(rows(silent)).isZero();
        }
    }

    private void report(TestUser user, boolean rolledBack) {
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/users/" + user.id() + "/password-changed")
                .query("rolledBack", Boolean.toString(rolledBack))
                .send()
                .expect(200);
    }

    @Test
    void whatWaitsForAUserEndsWithTheUserAndWhatTellsOfTheRealmEndsWithTheRealm() {
        TestRealm other = realm.sibling("notice-end");
        NoticeRealm elsewhere;
        try (other) {
            elsewhere = new NoticeRealm(other);
            TestUser frank = elsewhere.user("frank");
            elsewhere.adminEmails(elsewhere.address("admin"));
            mail.await(elsewhere.address("admin"));
            elsewhere.awaitWaiting(0);
            elsewhere.mailServerIsGone();
            other.admin()
                    .put("/users/" + frank.id() + "/reset-password")
                    .json(Map.of("type", "password", "value", NEW_PASSWORD))
                    .send()
                    .expect(204);
            frank.grantClientRole("realm-management", "manage-users");
            elsewhere.awaitWaiting(2);
            frank.delete();
            assertThat(elsewhere.waiting())
                    .as("administrators are still told that he was one")
                    .isEqualTo(1);
        }
        assertThat(rows(other)).isZero();
    }

    private long rows(TestRealm of) {
        return server.http()
                .get("/realms/master/gatehouse-testing/database/rows?table=GATEHOUSE_NOTICE&realm=" + of.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .longValue();
    }

    @Test
    void whenMuchHappensTheAdministratorGetsOneMailThatListsIt() throws Exception {
        String address = notices.address("busy");
        notices.adminEmails(address);
        mail.await(address, 1);
        for (int days = 101; days <= 125; days++) {
            notices.change(Map.of("history", Map.of("retentionDays", days)));
            // One mail each: those that are faster than the mail before them would share one.
            mail.await(address, Math.min(days - 99, 10));
        }
        notices.awaitWaiting(16);
        assertThat(mail.to(address)).hasSize(10);
        server.time().advance(Duration.ofMinutes(11));
        notices.send();
        String bundle = NoticeRealm.text(mail.await(address, 11));
        assertThat(mail.to(address).get(10).getSubject()).isEqualTo("16 security notices of " + realm.name());
        for (int days = 111; days <= 125; days++) {
            assertThat(bundle).contains("history.retentionDays: " + (days - 1) + " → " + days);
        }
        assertThat(bundle).contains("admin (master)").doesNotContain("gatehouse");
        assertThat(NoticeRealm.html(mail.to(address).get(10))).contains("history.retentionDays: 124 → 125", "<li>");
        notices.awaitWaiting(0);
        assertThat(mail.to(address)).hasSize(11);
    }
}
