package io.github.gatehouse.authenticators.secondfactor;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Whether a user needs a second factor, and from when on (rule M2). The strictest of all who have a say wins: nobody can go below the realm.
 *
 * @param isMandatory whether anybody demands it
 * @param grace how long users may put it off after they were told
 */
record SecondFactorPolicy(boolean isMandatory, Duration grace) {

    /**
     * The strictest answer.
     *
     * @param realm whether the realm demands it
     * @param accounts what the owners of the accounts demand to which the user belongs
     */
    static SecondFactorPolicy strictest(boolean realm, Collection<Boolean> accounts, Duration grace) {
        return new SecondFactorPolicy(realm || accounts.contains(Boolean.TRUE), grace);
    }

    /** From when on the user cannot sign in without. */
    Instant due(Instant told) {
        return told.plus(grace);
    }

    boolean canBePutOff(Instant told, Instant now) {
        return now.isBefore(due(told));
    }
}
