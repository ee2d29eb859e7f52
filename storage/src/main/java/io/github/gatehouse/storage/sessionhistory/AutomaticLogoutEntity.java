package io.github.gatehouse.storage.sessionhistory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.github.gatehouse.storage.jpa.UserKey;

/** A row of {@code GATEHOUSE_AUTOMATIC_LOGOUT}: a user's own limit of inactivity. */
@Entity
@Table(name = "GATEHOUSE_AUTOMATIC_LOGOUT")
@IdClass(UserKey.class)
class AutomaticLogoutEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    String realmId;

    @Id
    @Column(name = "USER_ID", length = 255)
    String userId;

    @Column(name = "MINUTES", nullable = false)
    int minutes;
}
