package io.github.gatehouse.storage.sessionhistory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code GATEHOUSE_REALM_SIGN_OUT}: the last time that all sessions of a realm were to end. Times are milliseconds since 1970, 0 for never. */
@Entity
@Table(name = "GATEHOUSE_REALM_SIGN_OUT")
class RealmSignOutEntity {

    @Id
    @Column(name = "REALM_ID", length = 36)
    String realmId;

    @Column(name = "BEFORE_AT", nullable = false)
    long beforeAt;

    @Column(name = "REASON", length = 32, nullable = false)
    String reason;

    @Column(name = "ENDED", nullable = false)
    int ended;

    @Column(name = "FINISHED_AT", nullable = false)
    long finishedAt;
}
