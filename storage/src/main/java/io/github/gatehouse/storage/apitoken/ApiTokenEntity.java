package io.github.gatehouse.storage.apitoken;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Nationalized;

/** A row of {@code GATEHOUSE_API_TOKEN}. Times are milliseconds since 1970; lists are separated by blanks. */
@Entity
@Table(name = "GATEHOUSE_API_TOKEN")
class ApiTokenEntity {

    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Column(name = "USER_ID", length = 255, nullable = false)
    String userId;

    @Nationalized
    @Column(name = "NAME", length = ApiToken.LONGEST_NAME, nullable = false)
    String name;

    /** The name in lower case, for the search. */
    @Nationalized
    @Column(name = "SEARCH_NAME", length = 255, nullable = false)
    String searchName;

    /** What makes the name unique on every database, whatever its collation; the id once the token is revoked. */
    @Column(name = "NAME_KEY", length = 64, nullable = false)
    String nameKey;

    @Column(name = "ROLE_ID", length = 36, nullable = false)
    String roleId;

    @Nationalized
    @Column(name = "ROLE_NAME", length = 512, nullable = false)
    String roleName;

    @Column(name = "AUDIENCE", length = 1024)
    String audience;

    @Column(name = "ALLOWED_ADDRESSES", length = 4000)
    String allowedAddresses;

    @Column(name = "CREATED_AT", nullable = false)
    long createdAt;

    @Column(name = "EXPIRES_AT", nullable = false)
    long expiresAt;

    @Column(name = "REVOKED_AT")
    Long revokedAt;

    @Column(name = "LAST_USED_AT")
    Long lastUsedAt;

    @Column(name = "LAST_USED_ADDRESS", length = 64)
    String lastUsedAddress;

    /** Generation of the newest secret. */
    @Column(name = "GENERATION", nullable = false)
    int generation;

    /** Until when secrets from before the last renewal are accepted; null if there are none. */
    @Column(name = "PREDECESSORS_UNTIL")
    Long predecessorsUntil;

    /** For which {@link #expiresAt} the owner has been told; null if never. */
    @Column(name = "TOLD_EXPIRY")
    Long toldExpiry;

    ApiToken toApiToken() {
        return new ApiToken(
                id,
                realmId,
                userId,
                name,
                roleId,
                roleName,
                split(audience),
                split(allowedAddresses),
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(expiresAt),
                Optional.ofNullable(revokedAt).map(Instant::ofEpochMilli),
                Optional.ofNullable(lastUsedAt).map(Instant::ofEpochMilli),
                Optional.ofNullable(lastUsedAddress));
    }

    static String join(List<String> list) {
        return list.isEmpty() ? null : String.join(" ", list);
    }

    static List<String> split(String joined) {
        return joined == null ? List.of() : List.of(joined.split(" ", -1));
    }
}
