package io.github.gatehouse.eventlisteners.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When many notices come for one administrator's address, the first ten within ten minutes are mailed at once; the others wait, and one mail lists them. Counted by
 * each node for itself, so that at most so many mails come for each node. Remembers the last 1,000 addresses. Safe for several threads.
 */
final class MailPace {

    static final int MOST = 10;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private static final int ADDRESSES = 1_000;

    private final Map<String, Deque<Instant>> mailed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** Counts a mail to this address; or, if there were too many, tells when the next one may go. */
    synchronized Optional<Instant> admit(String realmId, String address, Instant now) {
        Deque<Instant> recent = mailed.computeIfAbsent(realmId + " " + address, key -> new ArrayDeque<>());
        // Also those from the future, if the clock was put back.
        recent.removeIf(at -> !at.plus(WITHIN).isAfter(now) || at.isAfter(now));
        if (recent.size() >= MOST) {
            return Optional.of(recent.getFirst().plus(WITHIN));
        }
        recent.addLast(now);
        return Optional.empty();
    }
}
