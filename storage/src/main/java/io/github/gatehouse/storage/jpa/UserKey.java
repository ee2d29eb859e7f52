package io.github.gatehouse.storage.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of tables with one row for a user: the {@code @IdClass} of entities with {@code realmId} and {@code userId}. */
public final class UserKey implements Serializable {

    private static final long serialVersionUID = 1L;

    private String realmId;
    private String userId;

    /** For Hibernate, which sets the fields. */
    public UserKey() {}

    public UserKey(String realmId, String userId) {
        this.realmId = realmId;
        this.userId = userId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserKey key
                && Objects.equals(realmId, key.realmId)
                && Objects.equals(userId, key.userId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(realmId, userId);
    }
}
