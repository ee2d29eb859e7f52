package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Nationalized;

/** A row of {@code GATEHOUSE_REMEMBERED_BROWSER}. Times are milliseconds since 1970. */
@Entity
@Table(name = "GATEHOUSE_REMEMBERED_BROWSER")
class RememberedBrowserEntity {

    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "SERIES", length = 32, nullable = false)
    String series;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "USER_ID", length = 255, nullable = false)
    String userId;

    @Column(name = "SECRET_HASH", length = 64, nullable = false)
    String secretHash;

    @Column(name = "PREVIOUS_HASH", length = 64)
    String previousHash;

    @Column(name = "ROTATED_AT", nullable = false)
    long rotatedAt;

    @Column(name = "EPOCH", length = 64, nullable = false)
    String epoch;

    @Column(name = "TRUSTED_AT")
    Long trustedAt;

    @Column(name = "TRUSTED_UNTIL")
    Long trustedUntil;

    @Column(name = "SIGN_IN_AT")
    Long signInAt;

    @Column(name = "SIGN_IN_UNTIL")
    Long signInUntil;

    @Column(name = "AUTHENTICATED_AT")
    Long authenticatedAt;

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

    @Column(name = "SESSION_ID", length = 255)
    String sessionId;

    RememberedBrowser toRememberedBrowser() {
        return new RememberedBrowser(
                id,
                series,
                realmId,
                userId,
                secretHash,
                Optional.ofNullable(previousHash),
                Instant.ofEpochMilli(rotatedAt),
                epoch,
                right(trustedAt, trustedUntil),
                right(signInAt, signInUntil),
                Optional.ofNullable(authenticatedAt).map(Instant::ofEpochMilli),
                new BrowserUse(
                        Instant.ofEpochMilli(lastUsedAt), lastUsedAddress, browser, system, userAgent, sessionId));
    }

    private static Optional<RememberedBrowser.Right> right(Long from, Long until) {
        return from == null || until == null
                ? Optional.empty()
                : Optional.of(new RememberedBrowser.Right(Instant.ofEpochMilli(from), Instant.ofEpochMilli(until)));
    }

    void used(BrowserUse use) {
        lastUsedAt = use.at().toEpochMilli();
        lastUsedAddress = use.address();
        browser = use.browser();
        system = use.system();
        userAgent = use.userAgent();
        sessionId = use.sessionId();
    }
}
