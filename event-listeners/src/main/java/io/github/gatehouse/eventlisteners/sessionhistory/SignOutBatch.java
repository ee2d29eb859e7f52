package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How many sessions end in one transaction: fewer on a busy server, so that none is long. */
final class SignOutBatch {

    static final int MOST = 100;

    static final Duration LONGEST = Duration.ofSeconds(1);

    private final Clock clock;
    private final Instant late;
    private int ended;

    /** Begins now. */
    SignOutBatch(Clock clock) {
        this.clock = clock;
        this.late = clock.instant().plus(LONGEST);
    }

    /** Whether one more session may end in it: the first always, so that the work goes on. */
    boolean hasRoom() {
        return ended == 0 || (ended < MOST && clock.instant().isBefore(late));
    }

    void countOne() {
        ended++;
    }

    int ended() {
        return ended;
    }
}
