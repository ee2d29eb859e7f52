package io.github.gatehouse.storage.apitoken;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code GATEHOUSE_API_TOKEN_SECRET}: a hash that is accepted for a token. */
@Entity
@Table(name = "GATEHOUSE_API_TOKEN_SECRET")
class ApiTokenSecretEntity {

    /** SHA-256 of the secret, 64 lower-case hexadecimal digits. */
    @Id
    @Column(name = "SECRET_HASH", length = 64)
    String secretHash;

    @Column(name = "TOKEN_ID", length = 36, nullable = false)
    String tokenId;

    @Column(name = "GENERATION", nullable = false)
    int generation;

    @Column(name = "ISSUED_AT", nullable = false)
    long issuedAt;

    @Column(name = "EXPIRES_AT", nullable = false)
    long expiresAt;
}
