package io.github.gatehouse.storage.notice;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Nationalized;

/** A row of {@code GATEHOUSE_NOTICE}. Times are milliseconds since 1970. */
@Entity
@Table(name = "GATEHOUSE_NOTICE")
class NoticeEntity {

    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "USER_ID", length = 255)
    String userId;

    @Nationalized
    @Column(name = "ADDRESS", length = NewNotice.LONGEST_ADDRESS, nullable = false)
    String address;

    @Column(name = "KIND", length = 64, nullable = false)
    String kind;

    @Nationalized
    @Column(name = "CONTENT", nullable = false)
    String content;

    @Column(name = "HAPPENED_AT", nullable = false)
    long happenedAt;

    /** From when on it may be claimed; while it is claimed, the end of the lease. */
    @Column(name = "DUE_AT", nullable = false)
    long dueAt;

    @Column(name = "ATTEMPTS", nullable = false)
    int attempts;

    /** As it is after one more claim. */
    Notice claimed() {
        return new Notice(
                id,
                realmId,
                Optional.ofNullable(userId),
                address,
                kind,
                content,
                Instant.ofEpochMilli(happenedAt),
                attempts + 1);
    }
}
