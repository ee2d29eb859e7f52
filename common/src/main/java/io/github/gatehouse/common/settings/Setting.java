package io.github.gatehouse.common.settings;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The one definition of a setting: from it come reading, validation, REST, the tab in the administration console and {@code docs/settings.md}.
 *
 * @param <T> type of the value
 */
public final class Setting<T> {

    private static final String PREFIX = "gatehouse.";

    private final String path;
    private final SettingType<T> type;
    private final SettingStorage<T> storage;
    private final T absent;
    private final boolean optional;
    private final boolean inEffect;
    private final String label;
    private final String help;

    private Setting(Builder<T> builder, T absent, boolean optional) {
        this.path = builder.path;
        this.type = builder.type;
        this.storage =
                builder.storage == null ? new AttributeStorage<>(PREFIX + builder.path, builder.type) : builder.storage;
        this.inEffect = builder.inEffect;
        this.label = builder.label;
        this.help = builder.help;
        this.absent = absent;
        this.optional = optional;
    }

    static <T> Builder<T> of(String path, SettingType<T> type) {
        return new Builder<>(path, type);
    }

    /** Where it is in the JSON document, with points between the levels: {@code mfa.mandatory}. */
    public String path() {
        return path;
    }

    public SettingType<T> type() {
        return type;
    }

    /** The value where nothing is stored; null if {@link #isOptional()}. */
    public T absent() {
        return absent;
    }

    /** Whether there may be no value at all. */
    public boolean isOptional() {
        return optional;
    }

    /** False for a setting that is kept, but whose feature is not in this version. */
    public boolean isInEffect() {
        return inEffect;
    }

    /** A few words for forms. */
    public String label() {
        return label;
    }

    /** A sentence or two for administrators. */
    public String help() {
        return help;
    }

    /** Where it is stored, for documentation. */
    public String place() {
        return storage.place();
    }

    boolean isInRealm() {
        return storage.isInRealm();
    }

    /**
     * Reads the value.
     *
     * @throws BadSettingValue if what is stored is no possible value
     */
    public T read(KeycloakSession session, RealmModel realm) {
        try {
            T stored = storage.read(session, realm);
            return stored == null ? absent : stored;
        } catch (IllegalArgumentException e) {
            throw new BadSettingValue(this, type.isSecret() ? SettingTypes.MASK : e.getMessage(), e);
        }
    }

    /** Stores a value that {@link #type()} allows; null where it is optional. */
    public void write(KeycloakSession session, RealmModel realm, T value) {
        storage.write(session, realm, value);
    }

    @Override
    public String toString() {
        return path;
    }

    static final class Builder<T> {

        private final String path;
        private final SettingType<T> type;
        private SettingStorage<T> storage;
        private boolean inEffect = true;
        private String label;
        private String help;

        private Builder(String path, SettingType<T> type) {
            this.path = path;
            this.type = type;
        }

        Builder<T> storedIn(SettingStorage<T> place) {
            this.storage = place;
            return this;
        }

        /** For a setting of the contract whose feature is not built yet. */
        Builder<T> keptOnly() {
            this.inEffect = false;
            return this;
        }

        Builder<T> label(String text) {
            this.label = text;
            return this;
        }

        Builder<T> help(String text) {
            this.help = text;
            return this;
        }

        Setting<T> orElse(T value) {
            return new Setting<>(this, value, false);
        }

        Setting<T> optional() {
            return new Setting<>(this, null, true);
        }
    }
}
