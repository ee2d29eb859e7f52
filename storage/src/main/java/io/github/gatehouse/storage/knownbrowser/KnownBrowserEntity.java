package io.github.gatehouse.storage.knownbrowser;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code GATEHOUSE_KNOWN_BROWSER}. Times are milliseconds since 1970. */
@Entity
@Table(name = "GATEHOUSE_KNOWN_BROWSER")
class KnownBrowserEntity {

    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "USER_ID", length = 255, nullable = false)
    String userId;

    @Column(name = "SECRET_HASH", length = 64, nullable = false)
    String secretHash;

    @Column(name = "LAST_USED_AT", nullable = false)
    long lastUsedAt;

    KnownBrowser toKnownBrowser() {
        return new KnownBrowser(id, secretHash, Instant.ofEpochMilli(lastUsedAt));
    }
}
