package io.github.gatehouse.storage.lockout;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * A row of {@code GATEHOUSE_LOCKOUT}. Times are milliseconds since 1970, 0 for none. It is changed by update statements only, never through an object that was
 * read before.
 */
@Entity
@IdClass(LockoutEntity.Key.class)
@Table(name = "GATEHOUSE_LOCKOUT")
class LockoutEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    String realmId;

    @Id
    @Column(name = "USER_ID", length = 255)
    String userId;

    @Id
    @Column(name = "BROWSER_ID", length = 36)
    String browserId;

    @Column(name = "FAILURES", nullable = false)
    int failures;

    @Column(name = "BLOCKED_UNTIL", nullable = false)
    long blockedUntil;

    @Column(name = "LAST_FAILURE_AT", nullable = false)
    long lastFailureAt;

    @Column(name = "LAST_FAILURE_ADDRESS", length = 64)
    String lastFailureAddress;

    /** Attempts that are being evaluated; means nothing after {@link #leaseUntil}. */
    @Column(name = "IN_FLIGHT", nullable = false)
    int inFlight;

    @Column(name = "LEASE_UNTIL", nullable = false)
    long leaseUntil;

    Lockout toLockout() {
        return new Lockout(
                new LockoutKey(realmId, userId, browserId),
                failures,
                Instant.ofEpochMilli(blockedUntil),
                Instant.ofEpochMilli(lastFailureAt),
                lastFailureAddress);
    }

    /** The primary key, as JPA wants it. */
    static final class Key implements Serializable {

        String realmId;
        String userId;
        String browserId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Objects.equals(realmId, that.realmId)
                    && Objects.equals(userId, that.userId)
                    && Objects.equals(browserId, that.browserId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(realmId, userId, browserId);
        }
    }
}
