package io.github.gatehouse.authenticators.lockout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.gatehouse.storage.lockout.LockoutKey;

/**
 * Places that attempts of this node have held and nobody has given back yet: the next attempt for the same key takes one without asking the database, so that the
 * second step of a sign-in goes on with the place of the first. A kept place stays counted as an attempt under way, and exactly one attempt takes it: there are never
 * more evaluations at a time than without keeping. At most one is kept for each key.
 */
final class KeptPlaces {

    /** About as long as typing a code takes; what is left of the lease is for the evaluation. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int MOST = 10_000;

    /** For each key, when the database gave the place: its lease runs from then on. */
    private final ConcurrentMap<LockoutKey, Instant> places = new ConcurrentHashMap<>();

    private final Clock clock;

    KeptPlaces(Clock clock) {
        this.clock = clock;
    }

    /**
     * Keeps a place of an attempt that is over.
     *
     * @param since when the database gave it
     * @return whether it is kept; the caller gives it back if not
     */
    boolean keep(LockoutKey key, Instant since) {
        return isFresh(since) && places.size() < MOST && places.putIfAbsent(key, since) == null;
    }

    /**
     * Hands the kept place over to the caller, who holds it from now on.
     *
     * @return when the database gave it; empty if none is kept that is still good for an evaluation
     */
    Optional<Instant> take(LockoutKey key) {
        return Optional.ofNullable(places.get(key)).filter(this::isFresh).filter(since -> places.remove(key, since));
    }

    /**
     * Forgets the kept place of a key.
     *
     * @return whether there was one, which is then the caller's to give back
     */
    boolean drop(LockoutKey key) {
        return places.remove(key) != null;
    }

    /** Forgets the places that have been kept long enough, and names those whose lease is not over: they are the caller's to give back. */
    List<LockoutKey> dropStale() {
        Instant now = clock.instant();
        return places.entrySet().stream()
                .filter(place -> !isFresh(place.getValue()))
                .filter(place -> places.remove(place.getKey(), place.getValue()))
                .filter(place -> now.isBefore(place.getValue().plus(SignInAttempts.LEASE)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Not if the clock was put back either: nobody knows what the lease is worth then. */
    private boolean isFresh(Instant since) {
        Instant now = clock.instant();
        return !now.isBefore(since) && now.isBefore(since.plus(LONGEST));
    }
}
