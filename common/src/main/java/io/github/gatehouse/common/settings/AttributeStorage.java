package io.github.gatehouse.common.settings;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** A realm attribute. A blank one counts as missing. */
record AttributeStorage<T>(String key, SettingType<T> type) implements SettingStorage<T> {

    @Override
    public String place() {
        return "realm attribute `" + key + "`";
    }

    @Override
    public T read(KeycloakSession session, RealmModel realm) {
        String text = realm.getAttribute(key);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return type.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(text.strip(), e);
        }
    }

    @Override
    public void write(KeycloakSession session, RealmModel realm, T value) {
        if (value == null) {
            realm.removeAttribute(key);
        } else {
            realm.setAttribute(key, type.format(value));
        }
    }
}
