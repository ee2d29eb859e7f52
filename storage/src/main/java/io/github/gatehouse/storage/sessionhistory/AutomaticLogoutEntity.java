package io.github.gatehouse.storage.sessionhistory;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code GATEHOUSE_AUTOMATIC_LOGOUT}: a user's own limit of inactivity. */
@Entity
@Table(name = "GATEHOUSE_AUTOMATIC_LOGOUT")
@IdClass(AutomaticLogoutEntity.Key.class)
class AutomaticLogoutEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    String realmId;

    @Id
    @Column(name = "USER_ID", length = 255)
    String userId;

    @Column(name = "MINUTES", nullable = false)
    int minutes;

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
