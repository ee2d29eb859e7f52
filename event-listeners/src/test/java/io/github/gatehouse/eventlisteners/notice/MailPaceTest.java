package io.github.gatehouse.eventlisteners.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("L4: when administrators' notices go, wait, and go again")
class MailPaceTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MailPace pace = new MailPace();

    @Test
    void tenGoAtOnceAndTheNextOneWaits() {
        IntStream.range(0, MailPace.MOST).forEach(i -> assertThat(pace.admit("realm", "a@x", NOON.plusSeconds(i)))
                .isEmpty());
        assertThat(pace.admit("realm", "a@x", NOON.plusSeconds(20))).contains(NOON.plus(MailPace.WITHIN));
        assertThat(pace.admit("realm", "b@x", NOON.plusSeconds(20))).isEmpty();
        assertThat(pace.admit("other", "a@x", NOON.plusSeconds(20))).isEmpty();
        assertThat(pace.admit("realm", "a@x", NOON.plus(MailPace.WITHIN))).isEmpty();
    }

    @Test
    void aClockThatIsPutBackHoldsNothingUp() {
        IntStream.range(0, MailPace.MOST).forEach(i -> pace.admit("realm", "a@x", NOON));
        assertThat(pace.admit("realm", "a@x", NOON.minus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void addressesWithoutEndFillNoMemory() {
        IntStream.range(0, MailPace.MOST).forEach(i -> pace.admit("realm", "a@x", NOON));
        IntStream.range(0, MailPace.MOST).forEach(i -> pace.admit("realm", "b@x", NOON));
        IntStream.range(0, 999).forEach(i -> pace.admit("realm", "other-" + i, NOON));
        assertThat(pace.admit("realm", "b@x", NOON)).as("one of the last 1,000").isPresent();
        assertThat(pace.admit("realm", "a@x", NOON)).as("forgotten").isEmpty();
    }

    @Test
    void aMailIsTriedSixTimesWithinFifteenHours() {
        Duration all = Duration.ZERO;
        for (int attempt = 1; attempt <= 5; attempt++) {
            all = all.plus(RetrySchedule.delayAfter(attempt).orElseThrow());
        }
        assertThat(all).isLessThan(Duration.ofHours(15));
        assertThat(RetrySchedule.delayAfter(6)).isEmpty();
        assertThat(RetrySchedule.hasAttempt(6)).isTrue();
        assertThat(RetrySchedule.hasAttempt(7)).isFalse();
    }
}
