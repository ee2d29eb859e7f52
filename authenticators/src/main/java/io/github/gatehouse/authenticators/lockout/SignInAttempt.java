package io.github.gatehouse.authenticators.lockout;

import java.time.Instant;

import io.github.gatehouse.storage.lockout.LockoutKey;

/** One user's attempt within one request. Belongs to the request's thread. */
final class SignInAttempt {

    private final LockoutKey key;
    private final Instant since;
    private Place place;
    private boolean complete;

    private enum Place {
        REFUSED,
        HELD,
        GIVEN_BACK
    }

    private SignInAttempt(LockoutKey key, Place place, Instant since) {
        this.key = key;
        this.since = since;
        this.place = place;
    }

    /**
     * One that holds a place.
     *
     * @param since when the database gave the place
     */
    static SignInAttempt admitted(LockoutKey key, Instant since) {
        return new SignInAttempt(key, Place.HELD, since);
    }

    static SignInAttempt refused(LockoutKey key) {
        return new SignInAttempt(key, Place.REFUSED, Instant.EPOCH);
    }

    /** One that asked for no place, because nothing was to be evaluated that can be guessed. */
    static SignInAttempt withoutPlace(LockoutKey key) {
        return new SignInAttempt(key, Place.GIVEN_BACK, Instant.EPOCH);
    }

    LockoutKey key() {
        return key;
    }

    /** When the database gave the place. */
    Instant since() {
        return since;
    }

    boolean isRefused() {
        return place == Place.REFUSED;
    }

    boolean holdsPlace() {
        return place == Place.HELD;
    }

    void giveBackPlace() {
        place = Place.GIVEN_BACK;
    }

    /** The user has signed in, if only the request's transaction succeeds. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }
}
