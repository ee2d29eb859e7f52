package io.github.gatehouse.storage.lockout;

import java.time.Instant;

/**
 * What is known about a user's failed attempts to sign in.
 *
 * @param key whose
 * @param failures how many since the last complete sign-in
 * @param blockedUntil until when no attempt is evaluated; {@link Instant#EPOCH} if there has been no block since the last complete sign-in
 * @param lastFailureAt when the last attempt failed; {@link Instant#EPOCH} if none has since the last complete sign-in
 * @param lastFailureAddress the network address of the last failure; null if unknown or none
 */
public record Lockout(
        LockoutKey key, int failures, Instant blockedUntil, Instant lastFailureAt, String lastFailureAddress) {

    public boolean isBlocked(Instant now) {
        return blockedUntil.isAfter(now);
    }
}
