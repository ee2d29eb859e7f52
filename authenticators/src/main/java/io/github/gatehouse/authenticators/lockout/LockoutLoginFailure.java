package io.github.gatehouse.authenticators.lockout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.github.gatehouse.storage.lockout.Lockout;
import org.keycloak.models.UserLoginFailureModel;

/**
 * Shows a user's lockout to Keycloak's attack detection: REST and administration console. Counters of known browsers are added up; the longest block and the last
 * failure of all are shown. It cannot be changed through here, only removed.
 */
final class LockoutLoginFailure implements UserLoginFailureModel {

    private final String userId;
    private final List<Lockout> lockouts;

    /** From at least one. */
    LockoutLoginFailure(String userId, List<Lockout> lockouts) {
        this.userId = userId;
        this.lockouts = List.copyOf(lockouts);
    }

    @Override
    public String getId() {
        return userId;
    }

    @Override
    public String getUserId() {
        return userId;
    }

    /** Seconds since 1970, rounded up, so that it is never over before the block is. */
    @Override
    public int getFailedLoginNotBefore() {
        Instant until = lockouts.stream()
                .map(Lockout::blockedUntil)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return (int) Math.min(Integer.MAX_VALUE, until.getEpochSecond() + (until.getNano() > 0 ? 1 : 0));
    }

    @Override
    public int getNumFailures() {
        return lockouts.stream().mapToInt(Lockout::failures).sum();
    }

    @Override
    public int getNumTemporaryLockouts() {
        return lockouts.stream()
                .mapToInt(lockout -> lockout.failures() / LockoutSchedule.FAILURES_PER_BLOCK)
                .sum();
    }

    @Override
    public long getLastFailure() {
        return last().lastFailureAt().toEpochMilli();
    }

    @Override
    public String getLastIPFailure() {
        return last().lastFailureAddress();
    }

    private Lockout last() {
        return lockouts.stream()
                .max(Comparator.comparing(Lockout::lastFailureAt))
                .orElseThrow();
    }

    /** Failures of all kinds are counted together. */
    @Override
    public int getNumSecondaryAuthFailures() {
        return 0;
    }

    @Override
    public void setFailedLoginNotBefore(int notBefore) {
        throw readOnly();
    }

    @Override
    public void incrementFailures() {
        throw readOnly();
    }

    @Override
    public void incrementTemporaryLockouts() {
        throw readOnly();
    }

    @Override
    public void clearFailures() {
        throw readOnly();
    }

    @Override
    public void setLastFailure(long lastFailure) {
        throw readOnly();
    }

    @Override
    public void setLastIPFailure(String address) {
        throw readOnly();
    }

    @Override
    public void incrementSecondaryAuthFailures() {
        throw readOnly();
    }

    @Override
    public void clearPrimaryAndSecondaryAuthFailures() {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("In this realm Gatehouse counts failed attempts by itself");
    }
}
