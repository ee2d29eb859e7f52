package io.github.gatehouse.common.settings;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Where a setting is kept: in a realm attribute, or in Keycloak's own field if it has one; never in both.
 *
 * @param <T> type of the value
 */
public interface SettingStorage<T> {

    /** The place, for documentation. */
    String place();

    /**
     * What is stored; null if nothing is.
     *
     * @throws IllegalArgumentException if what is stored is no possible value; its message is the stored value
     */
    T read(KeycloakSession session, RealmModel realm);

    /** Stores a value; null = nothing. */
    void write(KeycloakSession session, RealmModel realm, T value);

    /** Whether what is read depends on the realm's own fields and attributes only, so that it can be kept as long as Keycloak keeps those. */
    default boolean isInRealm() {
        return true;
    }
}
