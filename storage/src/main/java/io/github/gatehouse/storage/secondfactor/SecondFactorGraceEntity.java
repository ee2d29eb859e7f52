package io.github.gatehouse.storage.secondfactor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.github.gatehouse.storage.jpa.UserKey;

/** A row of {@code GATEHOUSE_SECOND_FACTOR_GRACE}. */
@Entity
@Table(name = "GATEHOUSE_SECOND_FACTOR_GRACE")
@IdClass(UserKey.class)
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
}
