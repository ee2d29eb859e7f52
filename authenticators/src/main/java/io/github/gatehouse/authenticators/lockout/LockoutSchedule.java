package io.github.gatehouse.authenticators.lockout;

import java.time.Duration;

import io.github.gatehouse.storage.lockout.BlockRule;

/**
 * Rule M4: after 5 failures a user is blocked for 2 minutes, and the block doubles after every further 5.
 *
 * @param longest no block is longer; at least 2 minutes
 */
record LockoutSchedule(Duration longest) implements BlockRule {

    static final int FAILURES_PER_BLOCK = 5;
    static final Duration FIRST = Duration.ofMinutes(2);

    /** So many doublings exceed any {@link #longest} that can be set, and are far from an overflow. */
    private static final int MOST_DOUBLINGS = 30;

    LockoutSchedule {
        if (longest.compareTo(FIRST) < 0) {
            throw new IllegalArgumentException("The longest block is shorter than the first: " + longest);
        }
    }

    @Override
    public int failuresPerBlock() {
        return FAILURES_PER_BLOCK;
    }

    @Override
    public Duration blockAfter(int failures) {
        if (failures <= 0 || failures % FAILURES_PER_BLOCK != 0) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures / FAILURES_PER_BLOCK - 1, MOST_DOUBLINGS);
        Duration block = FIRST.multipliedBy(1L << doublings);
        return block.compareTo(longest) > 0 ? longest : block;
    }
}
