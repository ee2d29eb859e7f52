package io.github.gatehouse.tests.lockout;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4: how administrators see blocks, and lift them")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackDetectionIT {

    private static final String BRUTE_FORCE = "/attack-detection/brute-force/users";

    private TestRealm realm;
    private LockoutRealm lockout;

    @BeforeAll
    void aRealmWithLockout(TestRealm realm) {
        this.realm = realm;
        lockout = LockoutRealm.of(realm);
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
}
