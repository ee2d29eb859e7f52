package io.github.gatehouse.eventlisteners.notice;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("L4: when a mail that could not be sent is tried again")
class RetryScheduleTest {

    @ParameterizedTest
    @CsvSource({"1, PT1M", "2, PT5M", "3, PT30M", "4, PT2H", "5, PT12H"})
    void waitsLongerAfterEachAttempt(int attempts, Duration delay) {
        assertThat(RetrySchedule.delayAfter(attempts)).contains(delay);
    }

    @Test
    void givesUpAfterTheSixthAttempt() {
        assertThat(RetrySchedule.delayAfter(6)).isEmpty();
    }

    @Test
    void hasNoSeventhAttemptEvenIfANodeHasDiedWithEachOfThem() {
        assertThat(RetrySchedule.hasAttempt(6)).isTrue();
        assertThat(RetrySchedule.hasAttempt(7)).isFalse();
    }
}
