package io.github.gatehouse.authenticators.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("M4: after 5 failures 2 minutes, twice as long after every further 5")
class LockoutScheduleTest {

    private static final Duration LONGEST = Duration.ofHours(24);

    private final LockoutSchedule schedule = new LockoutSchedule(LONGEST);

    @ParameterizedTest
    @CsvSource({"5, 2", "10, 4", "15, 8", "20, 16", "25, 32", "45, 512", "50, 1024"})
    void doublesWithEachFive(int failures, long minutes) {
        assertThat(schedule.blockAfter(failures)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 6, 9, 11, 499, -5, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void blocksAtNoOtherNumber(int failures) {
        assertThat(schedule.blockAfter(failures)).isEqualTo(Duration.ZERO);
    }

    @Test
    void neverExceedsTheLongestBlockAndNeverOverflows() {
        Duration before = Duration.ZERO;
        for (int failures = 5; failures > 0 && failures <= 1_000_000; failures += 5) {
            Duration block = schedule.blockAfter(failures);
            assertThat(block).isGreaterThanOrEqualTo(before).isPositive().isLessThanOrEqualTo(LONGEST);
            before = block;
        }
        assertThat(schedule.blockAfter(2_147_483_645)).isEqualTo(LONGEST);
        assertThat(new LockoutSchedule(Duration.ofHours(8_760)).blockAfter(2_147_483_645))
                .isEqualTo(Duration.ofHours(8_760));
    }

    @Test
    void hasNoLongestBlockThatIsShorterThanTheFirst() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LockoutSchedule(Duration.ofSeconds(119)));
    }

    /** Attempts at random times: whatever the order, at most 5 are evaluated between two blocks, and each block is twice the one before. */
    @RepeatedTest(200)
    void holdsForEverySequenceOfAttempts(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Instant now = Instant.EPOCH;
        Instant blockedUntil = Instant.EPOCH;
        Duration lastBlock = Duration.ofMinutes(1);
        int failures = 0;
        int sinceBlock = 0;
        for (int attempt = 0; attempt < 300; attempt++) {
            now = now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(60));
            if (blockedUntil.isAfter(now)) {
                continue;
            }
            if (random.nextInt(40) == 0) {
                failures = 0;
                sinceBlock = 0;
                lastBlock = Duration.ofMinutes(1);
                continue;
            }
            sinceBlock++;
            Duration block = schedule.blockAfter(++failures);
            assertThat(sinceBlock).isLessThanOrEqualTo(5);
            assertThat(block.isZero()).isEqualTo(sinceBlock < 5);
            if (!block.isZero()) {
                Duration doubled = lastBlock.multipliedBy(2);
                assertThat(block).isEqualTo(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
                lastBlock = block;
                sinceBlock = 0;
                blockedUntil = now.plus(block);
            }
        }
    }
}
