package io.github.gatehouse.storage.securitylog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Nationalized;

/**
 * A row of {@code GATEHOUSE_SECURITY_LOG}. Times are milliseconds since 1970. Sealing writes the number and the hash and nothing else, so that it never brings back
 * what is erased at the same moment.
 */
@Entity
@DynamicUpdate
@Table(name = "GATEHOUSE_SECURITY_LOG")
class SecurityLogEntity {

    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", length = 36, nullable = false, updatable = false)
    String realmId;

    /** Null until it is sealed. */
    @Column(name = "SEQUENCE_NUMBER")
    Long sequence;

    /** Null until it is sealed. */
    @Column(name = "HASH", length = 64)
    String hash;

    @Column(name = "OCCURRED_AT", nullable = false, updatable = false)
    long at;

    @Column(name = "CATEGORY", length = 32, nullable = false, updatable = false)
    String category;

    @Column(name = "KIND", length = 64, nullable = false, updatable = false)
    String kind;

    @Column(name = "OUTCOME", length = 16, nullable = false, updatable = false)
    String outcome;

    @Column(name = "ACTOR_ID", length = 255, updatable = false)
    String actorId;

    @Column(name = "ACTOR_REALM_ID", length = 36, updatable = false)
    String actorRealmId;

    @Column(name = "IMPERSONATED", nullable = false, updatable = false)
    boolean impersonated;

    /** Over the salt and all fields below. */
    @Column(name = "PERSONAL_HASH", length = 64, nullable = false, updatable = false)
    String personalHash;

    /** Null once the fields below are erased. */
    @Column(name = "SALT", length = 32, updatable = false)
    String salt;

    @Column(name = "USER_ID", length = 255, updatable = false)
    String userId;

    @Column(name = "ADDRESS", length = 64, updatable = false)
    String address;

    @Nationalized
    @Column(name = "BROWSER", length = 128, updatable = false)
    String browser;

    @Nationalized
    @Column(name = "OPERATING_SYSTEM", length = 128, updatable = false)
    String system;

    @Nationalized
    @Column(name = "CLIENT_ID", length = 255, updatable = false)
    String clientId;

    @Column(name = "SESSION_ID", length = 255, updatable = false)
    String sessionId;

    @Nationalized
    @Column(name = "DETAILS", length = 2000, updatable = false)
    String details;

    /** Whether nothing personal is left: all of it goes together. */
    boolean isErased() {
        return salt == null
                && userId == null
                && address == null
                && browser == null
                && system == null
                && clientId == null
                && sessionId == null
                && details == null;
    }
}
