package io.github.gatehouse.storage.securitylog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code GATEHOUSE_SECURITY_LOG_CHAIN}: where a realm's chain begins and ends. Whoever seals or shortens it holds this row's lock. */
@Entity
@Table(name = "GATEHOUSE_SECURITY_LOG_CHAIN")
class SecurityLogChainEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    String realmId;

    /** The last entry that retention has deleted; 0 if none. */
    @Column(name = "ANCHOR_SEQUENCE", nullable = false)
    long anchorSequence;

    @Column(name = "ANCHOR_HASH", length = 64, nullable = false)
    String anchorHash;

    /** The last entry that was sealed; 0 if none. */
    @Column(name = "HEAD_SEQUENCE", nullable = false)
    long headSequence;

    @Column(name = "HEAD_HASH", length = 64, nullable = false)
    String headHash;
}
