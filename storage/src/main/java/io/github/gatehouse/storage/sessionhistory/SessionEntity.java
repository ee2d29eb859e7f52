package io.github.gatehouse.storage.sessionhistory;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import io.github.gatehouse.storage.sessionhistory.RecordedSession.Impersonator;
import org.hibernate.annotations.Nationalized;

/** A row of {@code GATEHOUSE_SESSION}. Times are milliseconds since 1970. */
@Entity
@Table(name = "GATEHOUSE_SESSION")
class SessionEntity {

    /** The end of a session that has not ended: a number, so that the index of a user's sessions has them together and first. */
    static final long LASTS = 0;

    @Id
    @Column(name = "ID", length = 255)
    String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "USER_ID", length = 255, nullable = false)
    String userId;

    @Column(name = "STARTED_AT", nullable = false)
    long startedAt;

    @Column(name = "LAST_ACTIVITY_AT", nullable = false)
    long lastActivityAt;

    @Column(name = "ENDED_AT", nullable = false)
    long endedAt = LASTS;

    @Column(name = "END_REASON", length = 32)
    String endReason;

    @Column(name = "ADDRESS", length = 64)
    String address;

    @Nationalized
    @Column(name = "BROWSER", length = 128)
    String browser;

    @Nationalized
    @Column(name = "OPERATING_SYSTEM", length = 128)
    String system;

    @Nationalized
    @Column(name = "USER_AGENT", length = BrowserUse.LONGEST_USER_AGENT)
    String userAgent;

    @Nationalized
    @Column(name = "CLIENT_ID", length = 255)
    String clientId;

    @Column(name = "REMEMBERED", nullable = false)
    boolean remembered;

    @Column(name = "OFFLINE_USE", nullable = false)
    boolean offline;

    @Column(name = "IMPERSONATOR_ID", length = 255)
    String impersonatorId;

    @Nationalized
    @Column(name = "IMPERSONATOR_NAME", length = 255)
    String impersonatorName;

    @Nationalized
    @Column(name = "IMPERSONATOR_REALM", length = 255)
    String impersonatorRealm;

    @Column(name = "IMPERSONATOR_SESSION", length = 255)
    String impersonatorSession;

    /** The user's own limit of inactivity, in minutes. */
    @Column(name = "LIMIT_MINUTES")
    Integer limitMinutes;

    /** When the limit will be over, as far as activity is noted. */
    @Column(name = "DUE_AT")
    Long dueAt;

    RecordedSession toRecordedSession() {
        return new RecordedSession(
                id,
                realmId,
                userId,
                Instant.ofEpochMilli(startedAt),
                Instant.ofEpochMilli(lastActivityAt),
                endedAt == LASTS ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAt)),
                endedAt == LASTS
                        ? Optional.empty()
                        : Optional.of(SessionEndReason.of(endReason).orElse(SessionEndReason.UNKNOWN)),
                new BrowserUse(Instant.ofEpochMilli(startedAt), address, browser, system, userAgent, id),
                clientId,
                remembered,
                offline,
                impersonatorName == null
                        ? Optional.empty()
                        : Optional.of(new Impersonator(
                                impersonatorId, impersonatorName, impersonatorRealm, impersonatorSession)));
    }
}
