package io.github.gatehouse.eventlisteners.notice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a mail that could not be sent is tried again: after 1, 5 and 30 minutes, 2 and 12 hours. After that it is given up. */
final class RetrySchedule {

    private static final List<Duration> DELAYS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(12));

    private RetrySchedule() {}

    /**
     * How long to wait after an attempt that failed; empty if it was the last one.
     *
     * @param attempts how many there were, from 1
     */
    static Optional<Duration> delayAfter(int attempts) {
        return attempts <= DELAYS.size() ? Optional.of(DELAYS.get(attempts - 1)) : Optional.empty();
    }

    /** Whether there is an attempt with this number: one was given up before if a node has died with each of them. */
    static boolean hasAttempt(int number) {
        return number <= DELAYS.size() + 1;
    }
}
