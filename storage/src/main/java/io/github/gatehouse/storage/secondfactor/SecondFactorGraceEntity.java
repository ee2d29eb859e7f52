package io.github.gatehouse.storage.secondfactor;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code GATEHOUSE_SECOND_FACTOR_GRACE}. */
@Entity
@Table(name = "GATEHOUSE_SECOND_FACTOR_GRACE")
@IdClass(SecondFactorGraceEntity.Key.class)
class SecondFactorGraceEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    String realmId;

    @Id
    @Column(name = "USER_ID", length = 255)
    String userId;

    /** Milliseconds since 1970. */
    @Column(name = "SINCE", nullable = false)
    long since;

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
