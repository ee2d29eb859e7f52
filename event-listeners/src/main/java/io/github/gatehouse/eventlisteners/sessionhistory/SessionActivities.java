package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.gatehouse.storage.sessionhistory.SessionActivity;

/** When something was last done in sessions on this node, collected in memory and written once a minute at most: refreshing a token writes no row. */
final class SessionActivities {

    /** How often activity is written. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How many sessions are kept between two writes; activity of further ones is not noted until then. */
    static final int LARGEST = 200_000;

    private final ConcurrentMap<String, Instant> activities = new ConcurrentHashMap<>();

    void note(String sessionId, Instant at) {
        if (activities.size() < LARGEST || activities.containsKey(sessionId)) {
            activities.merge(sessionId, at, (known, now) -> now.isAfter(known) ? now : known);
        }
    }

    /** All that is not written yet, by session: two nodes that write the same rows in one order do not lock each other out. It stays pending until {@link #written}. */
    List<SessionActivity> pending() {
        return activities.entrySet().stream()
                .map(entry -> new SessionActivity(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(SessionActivity::sessionId))
                .toList();
    }

    /** Takes out what was written, except sessions in which more was done meanwhile. */
    void written(List<SessionActivity> written) {
        new ArrayList<>(written).forEach(activity -> activities.remove(activity.sessionId(), activity.at()));
    }
}
