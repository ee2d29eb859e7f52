package io.github.gatehouse.common.job;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Realms that this node leaves alone for a while, because what it last tried for them has failed: others go on meanwhile. For any number of threads. */
public final class RestingRealms {

    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    /** Leaves a realm alone until then, whatever was said before. */
    public void rest(String realmId, Instant until) {
        ends.put(realmId, until);
    }

    /** The ids of those that are left alone at this time; the others are forgotten. */
    public Set<String> at(Instant now) {
        ends.values().removeIf(until -> !until.isAfter(now));
        return Set.copyOf(ends.keySet());
    }
}
