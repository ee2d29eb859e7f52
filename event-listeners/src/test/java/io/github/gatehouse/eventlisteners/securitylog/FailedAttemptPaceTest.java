package io.github.gatehouse.eventlisteners.securitylog;

import java.time.Instant;
import java.util.OptionalInt;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("L1: failed attempts cannot fill the log")
class FailedAttemptPaceTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final FailedAttemptPace pace = new FailedAttemptPace();

    private void fill(String realm, String whose) {
        for (int i = 0; i < FailedAttemptPace.MOST; i++) {
            assertThat(pace.admit(realm, whose, NOON)).isEqualTo(OptionalInt.of(0));
        }
    }

    @Test
    @DisplayName("the first of a minute are entries; the next entry tells how many were left out")
    void leavesOutAndCounts() {
        fill("acme", "alice");
        Instant late = NOON.plus(FailedAttemptPace.WITHIN).minusMillis(1);
        assertThat(pace.admit("acme", "alice", NOON)).isEmpty();
        assertThat(pace.admit("acme", "alice", late)).isEmpty();
        assertThat(pace.admit("acme", "alice", late.plusMillis(1))).isEqualTo(OptionalInt.of(2));
        assertThat(pace.admit("acme", "alice", late.plusMillis(1))).isEqualTo(OptionalInt.of(0));
    }

    @Test
    @DisplayName("accounts, addresses and realms are counted apart")
    void countsApart() {
        fill("acme", "alice");
        fill("acme", "bob");
        fill("other", "alice");
        assertThat(pace.admit("acme", "alice", NOON)).isEmpty();
    }

    @Test
    @DisplayName("a clock that is put back shuts nobody out")
    void bearsAClockThatIsPutBack() {
        fill("acme", "alice");
        assertThat(pace.admit("acme", "alice", NOON.minusSeconds(3600))).isPresent();
    }

    @Test
    @DisplayName(
            "somebody who tries names without end fills no memory: what was not seen for 10,000 others is forgotten")
    void remembersSoMany() {
        fill("acme", "alice");
        fill("acme", "bob");
        for (int other = 0; other < 9_999; other++) {
            pace.admit("acme", "address-" + other, NOON);
        }
        assertThat(pace.admit("acme", "bob", NOON)).as("one of the last 10,000").isEmpty();
        assertThat(pace.admit("acme", "alice", NOON)).as("forgotten").isEqualTo(OptionalInt.of(0));
    }
}
