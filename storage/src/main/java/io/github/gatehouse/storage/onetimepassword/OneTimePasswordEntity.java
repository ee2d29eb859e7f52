package io.github.gatehouse.storage.onetimepassword;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.github.gatehouse.storage.jpa.UserKey;

/** A row of {@code GATEHOUSE_ONE_TIME_PASSWORD}. */
@Entity
@Table(name = "GATEHOUSE_ONE_TIME_PASSWORD")
@IdClass(UserKey.class)
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
}
