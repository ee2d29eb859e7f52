package io.github.gatehouse.storage.lockout;

import java.time.Duration;

/** How long a user is blocked after how many failures (rule M4). */
public interface BlockRule {

    /** After how many failures a user is blocked, and again after as many more; at least 1. */
    int failuresPerBlock();

    /**
     * The block that a failure causes.
     *
     * @param failures the failures with this one, from 1
     * @return {@link Duration#ZERO} if it causes none
     */
    Duration blockAfter(int failures);
}
