package io.github.gatehouse.authenticators.lockout;

import io.github.gatehouse.storage.lockout.LockoutKey;

/** One user's attempt within one request. Belongs to the request's thread. */
final class SignInAttempt {

    private final LockoutKey key;
    private Place place;
    private boolean complete;

    private enum Place {
        REFUSED,
        HELD,
        GIVEN_BACK
    }

    private SignInAttempt(LockoutKey key, Place place) {
        this.key = key;
        this.place = place;
    }

    static SignInAttempt admitted(LockoutKey key) {
        return new SignInAttempt(key, Place.HELD);
    }

    static SignInAttempt refused(LockoutKey key) {
        return new SignInAttempt(key, Place.REFUSED);
    }

    /** One that asked for no place, because nothing was to be evaluated that can be guessed. */
    static SignInAttempt withoutPlace(LockoutKey key) {
        return new SignInAttempt(key, Place.GIVEN_BACK);
    }

    LockoutKey key() {
        return key;
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
