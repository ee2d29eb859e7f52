package io.github.gatehouse.storage.credentialuse;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import org.hibernate.annotations.Nationalized;

/** A row of {@code GATEHOUSE_CREDENTIAL_USE}. Times are milliseconds since 1970. */
@Entity
@Table(name = "GATEHOUSE_CREDENTIAL_USE")
class CredentialUseEntity {

    @Id
    @Column(name = "CREDENTIAL_ID", length = 36)
    String credentialId;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "USER_ID", length = 255, nullable = false)
    String userId;

    @Column(name = "LAST_USED_AT", nullable = false)
    long lastUsedAt;

    @Column(name = "LAST_USED_ADDRESS", length = 64)
    String lastUsedAddress;

    @Nationalized
    @Column(name = "BROWSER", length = 128)
    String browser;

    @Nationalized
    @Column(name = "OPERATING_SYSTEM", length = 128)
    String system;

    @Nationalized
    @Column(name = "USER_AGENT", length = BrowserUse.LONGEST_USER_AGENT)
    String userAgent;
}
