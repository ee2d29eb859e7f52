package io.github.gatehouse.storage.onetimepassword;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code GATEHOUSE_ONE_TIME_PASSWORD}. */
@Entity
@Table(name = "GATEHOUSE_ONE_TIME_PASSWORD")
@IdClass(OneTimePasswordEntity.Key.class)
class OneTimePasswordEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    String realmId;

    @Id
    @Column(name = "USER_ID", length = 255)
    String userId;

    @Column(name = "SECRET_HASH", nullable = false, length = 64)
    String secretHash;

    /** Where it was mailed to. */
    @Column(name = "ADDRESS", nullable = false, length = 255)
    String address;

    /** Milliseconds since 1970. */
    @Column(name = "ISSUED_AT", nullable = false)
    long issuedAt;

    /** Milliseconds since 1970. */
    @Column(name = "EXPIRES_AT", nullable = false)
    long expiresAt;

    /** The primary key. */
    static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        String realmId;
        String userId;

        Key() {}

        Key(String realmId, String userId) {
            this.realmId = realmId;
            this.userId = userId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && realmId.equals(key.realmId) && userId.equals(key.userId);
        }

        @Override
        public int hashCode() {
            return 31 * realmId.hashCode() + userId.hashCode();
        }
    }
}
