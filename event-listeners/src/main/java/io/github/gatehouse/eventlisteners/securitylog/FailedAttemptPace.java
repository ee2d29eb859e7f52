package io.github.gatehouse.eventlisteners.securitylog;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Keeps somebody who tries again and again from filling the log: of failed attempts on one account, or from one address on accounts that do not exist, the first twenty
 * of a minute are entries, and the next entry tells how many were left out. Counted by each node for itself. Remembers the last 10,000 accounts and addresses. Safe
 * for several threads.
 */
final class FailedAttemptPace {

    static final int MOST = 20;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private final Map<String, Minute> minutes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Minute> eldest) {
            return size() > REMEMBERED;
        }
    };

    private static final class Minute {
        private Instant start;
        private int entries;
        private int leftOut;
    }

    /**
     * Counts an attempt.
     *
     * @param whose the account or the address
     * @return how many were left out since the last entry; empty if this one is left out as well
     */
    synchronized OptionalInt admit(String realmId, String whose, Instant now) {
        Minute minute = minutes.computeIfAbsent(realmId + " " + whose, key -> new Minute());
        // Also one from the future, if the clock was put back.
        if (minute.start == null || !now.isBefore(minute.start.plus(WITHIN)) || now.isBefore(minute.start)) {
            minute.start = now;
            minute.entries = 0;
        }
        if (minute.entries >= MOST) {
            minute.leftOut++;
            return OptionalInt.empty();
        }
        minute.entries++;
        int leftOut = minute.leftOut;
        minute.leftOut = 0;
        return OptionalInt.of(leftOut);
    }
}
