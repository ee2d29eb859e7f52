package io.github.gatehouse.tests.lockout;

import java.time.Duration;

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
@DisplayName("M4, abuse cases 10 and 12: 5 failures block for 2 minutes, every further 5 for twice as long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutScheduleIT {

    private TestRealm realm;
    private TestServer server;
    private LockoutRealm lockout;

    @BeforeAll
    void aRealmWithLockout(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        lockout = LockoutRealm.of(realm);
    }

    private TestUser user(String name) {
        return realm.user(name).create();
    }

    @Test
    void fiveFailuresBlockForTwoMinutesAndTheNextFiveForFour() {
        TestUser alice = user("alice");
        lockout.fail(alice, 4);
        assertThat(lockout.isBlocked(alice)).isFalse();
        lockout.fail(alice, 1);
        assertThat(lockout.block(alice)).isEqualTo(Duration.ofMinutes(2));
        assertThat(lockout.refuses(alice)).isTrue();

        server.time().advance(Duration.ofSeconds(115));
        assertThat(lockout.refuses(alice)).isTrue();
        server.time().advance(Duration.ofSeconds(10));
        lockout.fail(alice, 4);
        assertThat(lockout.isBlocked(alice)).as("blocked by the 6th to 9th").isFalse();
        lockout.fail(alice, 1);
        assertThat(lockout.block(alice)).isEqualTo(Duration.ofMinutes(4));

        server.time().advance(Duration.ofSeconds(245));
        lockout.fail(alice, 5);
        assertThat(lockout.block(alice)).isEqualTo(Duration.ofMinutes(8));
        assertThat(lockout.failures(alice)).isEqualTo(15);
        assertThat(lockout.blocks(alice)).hasSize(3);
    }

    @Test
    void failuresWhileBlockedNeitherCountNorMakeTheBlockLonger() {
        TestUser bob = user("bob");
        lockout.fail(bob, 5);
        server.time().advance(Duration.ofSeconds(60));
        lockout.fail(bob, 20);
        assertThat(lockout.failures(bob)).isEqualTo(5);
        assertThat(lockout.block(bob)).isEqualTo(Duration.ofMinutes(2));
        assertThat(lockout.blocks(bob)).hasSize(1);
    }

    @Test
    void aYearOfQuietForgetsNothingAndASignInAll() {
        TestUser carol = user("carol");
        lockout.fail(carol, 4);
        server.time().advance(Duration.ofDays(365));
        assertThat(lockout.failures(carol)).isEqualTo(4);
        lockout.fail(carol, 1);
        assertThat(lockout.isBlocked(carol)).isTrue();
        server.time().advance(Duration.ofSeconds(125));
        carol.signIn();
        assertThat(lockout.failures(carol)).isZero();
        lockout.fail(carol, 4);
        assertThat(lockout.isBlocked(carol)).isFalse();
    }

    @Test
    void fiveHundredFailuresBlockForTheLongestTimeAndNoLonger() {
        TestUser dave = user("dave");
        for (int block = 0; block < 100; block++) {
            lockout.fail(dave, 5);
            server.time().advance(Duration.ofHours(24).plusSeconds(5));
        }
        assertThat(lockout.failures(dave)).isEqualTo(500);
        assertThat(lockout.isBlocked(dave)).isFalse();
        lockout.fail(dave, 5);
        assertThat(lockout.block(dave)).isEqualTo(Duration.ofHours(24));
    }
}
