package io.github.gatehouse.tests.lockout;

import java.time.Duration;
import java.time.Instant;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4, L4: what administrators and users learn of a block, and how it is lifted")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackDetectionIT {

    private static final String BRUTE_FORCE = "/attack-detection/brute-force/users";
    private static final String ADMINISTRATOR = "lockout-security@example.org";

    private TestRealm realm;
    private LockoutRealm lockout;

    @BeforeAll
    void aRealmWithLockout(TestRealm realm) {
        this.realm = realm;
        lockout = LockoutRealm.of(realm);
        realm.attribute("gatehouse.adminEmails", ADMINISTRATOR);
    }

    private TestUser blocked(String name) {
        TestUser user = realm.user(name).create();
        lockout.fail(user, 5);
        assertThat(lockout.isBlocked(user)).isTrue();
        return user;
    }

    @Test
    void keycloaksAttackDetectionShowsTheBlock() {
        TestUser alice = realm.user("alice").create();
        assertThat(lockout.status(alice).get("numFailures").intValue()).isZero();
        lockout.fail(alice, 2);
        assertThat(lockout.status(alice).get("numFailures").intValue()).isEqualTo(2);
        assertThat(lockout.isBlocked(alice)).isFalse();
        lockout.fail(alice, 3);
        JsonNode status = lockout.status(alice);
        assertThat(status.get("disabled").booleanValue()).isTrue();
        assertThat(status.get("numTemporaryLockouts").intValue()).isEqualTo(1);
        assertThat(status.get("lastIPFailure").asText()).isEqualTo("127.0.0.1");
        assertThat(Instant.ofEpochSecond(status.get("failedLoginNotBefore").longValue()))
                .isAfter(Instant.now().plusSeconds(60));
    }

    @Test
    void anAdministratorLiftsTheBlockOfOneUser() {
        TestUser bob = blocked("bob");
        TestUser bert = blocked("bert");
        realm.admin().delete(BRUTE_FORCE + "/" + bob.id()).send().expect(204);
        assertThat(lockout.failures(bob)).isZero();
        bob.signIn();
        assertThat(lockout.refuses(bert)).isTrue();
    }

    @Test
    void anAdministratorLiftsAllBlocks() {
        TestUser carol = blocked("carol");
        realm.admin().delete(BRUTE_FORCE).send().expect(204);
        carol.signIn();
    }

    @Test
    void enablingABlockedUserLiftsTheBlock() {
        TestUser dave = blocked("dave");
        dave.enable();
        dave.signIn();
    }

    @Test
    void aBlockEndsWithItsUser(TestServer server) {
        TestUser erin = blocked("erin");
        long before = rows(server);
        erin.delete();
        assertThat(rows(server)).isEqualTo(before - 1);
    }

    @Test
    void aBlockEndsWithItsRealm(TestServer server) {
        TestRealm other = realm.another();
        try (other) {
            LockoutRealm elsewhere = LockoutRealm.of(other);
            elsewhere.fail(other.user("erin").create(), 1);
            assertThat(rows(server, other)).isEqualTo(1);
        }
        assertThat(rows(server, other)).isZero();
    }

    private long rows(TestServer server) {
        return rows(server, realm);
    }

    private static long rows(TestServer server, TestRealm of) {
        return server.http()
                .get("/realms/{realm}/gatehouse-testing/database/rows?table=GATEHOUSE_LOCKOUT&realm=" + of.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .longValue();
    }

    @Test
    void eachBlockIsOneEventAndOneMailToTheUserAndTheAdministrators(MailSink mail, TestServer server) throws Exception {
        TestUser frank = realm.user("frank-of-" + realm.name()).create();
        int before = mail.to(ADMINISTRATOR).size();
        lockout.fail(frank, 4);
        assertThat(lockout.blocks(frank)).isEmpty();
        lockout.fail(frank, 8);
        assertThat(lockout.blocks(frank)).hasSize(1);
        JsonNode details = lockout.blocks(frank).get(0).get("details");
        assertThat(details.get("reason").asText()).isEqualTo("brute_force_attack detected");
        assertThat(details.get("num_failures").asText()).isEqualTo("5");
        assertThat(details.get("gatehouse_notice").asText()).isEqualTo("lockout");
        assertThat(details.get("gatehouse_known_browser").asText()).isEqualTo("false");
        assertThat(Instant.parse(details.get("gatehouse_until").asText()))
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(121));

        MimeMessage toUser = mail.await(frank.email());
        assertThat(toUser.getSubject()).isEqualTo("Sign-in to " + realm.name() + " is blocked for a while");
        assertThat(text(toUser))
                .contains("your account " + frank.username(), "127.0.0.1", "UTC")
                .doesNotContain("gatehouse", LockoutRealm.WRONG);
        MimeMessage toAdministrators = mail.await(ADMINISTRATOR, before + 1);
        assertThat(toAdministrators.getSubject())
                .isEqualTo("A user of " + realm.name() + " is blocked after failed sign-ins");

        server.time().advance(Duration.ofSeconds(125));
        lockout.fail(frank, 5);
        mail.await(frank.email(), 2);
        mail.await(ADMINISTRATOR, before + 2);
        assertThat(mail.to(frank.email())).hasSize(2);
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    @Test
    void nothingIsMailedToAnAddressThatNobodyHasConfirmed(MailSink mail) {
        TestUser grace = realm.user("grace-of-" + realm.name()).create();
        grace.update(user -> user.put("emailVerified", false));
        int before = mail.to(ADMINISTRATOR).size();
        lockout.fail(grace, 5);
        mail.await(ADMINISTRATOR, before + 1);
        assertThat(mail.to(grace.email())).isEmpty();
    }
}
