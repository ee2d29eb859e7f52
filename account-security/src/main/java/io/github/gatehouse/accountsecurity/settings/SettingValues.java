package io.github.gatehouse.accountsecurity.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import javax.crypto.SecretKey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.BadSettingValue;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.Setting;
import io.github.gatehouse.common.settings.SettingTypes;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The values of all settings at one moment, or what they are to become. Immutable. */
final class SettingValues {

    /** A {@link BadSettingValue} in place of a value that cannot be read. */
    private final Map<Setting<?>, Object> values;

    private SettingValues(Map<Setting<?>, Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** As they are stored, as far as this session can know. */
    static SettingValues read(KeycloakSession session, RealmModel realm) {
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        for (Setting<?> setting : GatehouseSettings.ALL) {
            values.put(setting, valueOrFault(setting, session, realm));
        }
        return new SettingValues(values);
    }

    private static Object valueOrFault(Setting<?> setting, KeycloakSession session, RealmModel realm) {
        try {
            return setting.read(session, realm);
        } catch (BadSettingValue e) {
            return e;
        }
    }

    static SettingValues of(Map<Setting<?>, Object> values) {
        return new SettingValues(new LinkedHashMap<>(values));
    }

    /**
     * One of them.
     *
     * @throws Refusal 409 {@code invalid_setting}, if what is stored is no possible value
     */
    @SuppressWarnings("unchecked") // put there by the setting itself
    <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value instanceof BadSettingValue bad) {
            throw bad.toRefusal();
        }
        return (T) value;
    }

    /** All of them, in the settings' order. */
    Map<Setting<?>, Object> all() {
        Map<Setting<?>, Object> all = new LinkedHashMap<>();
        values.keySet().forEach(setting -> all.put(setting, get(setting)));
        return all;
    }

    /**
     * These values with changes. A value that is sent as it was shown is no change, whatever it is.
     *
     * @throws Refusal 400 naming the setting, if a new value is not possible
     */
    SettingValues with(Map<Setting<?>, JsonNode> changes) {
        Map<Setting<?>, Object> changed = new LinkedHashMap<>(values);
        changes.forEach((setting, node) -> {
            if (!isShownAs(setting, node)) {
                changed.put(setting, fromJson(setting, node));
            }
        });
        return new SettingValues(changed);
    }

    private boolean isShownAs(Setting<?> setting, JsonNode node) {
        Object value = values.get(setting);
        return !(value instanceof BadSettingValue) && isSame(toJson(setting, value), node);
    }

    /** JSON knows one kind of number, Jackson several. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private static Object fromJson(Setting<?> setting, JsonNode node) {
        if (node.isNull()) {
            if (setting.isOptional()) {
                return null;
            }
            throw bad(setting);
        }
        if (setting.type().isSecret() && SettingTypes.MASK.equals(node.textValue())) {
            throw Refusal.invalid(setting.path(), "'" + setting.path() + "' is not set, so it cannot stay as it is.");
        }
        try {
            return setting.type().fromJson(node);
        } catch (IllegalArgumentException e) {
            throw bad(setting);
        }
    }

    private static Refusal bad(Setting<?> setting) {
        return Refusal.invalid(
                setting.path(),
                "'" + setting.path() + "' is not possible so; possible are "
                        + setting.type().possible() + (setting.isOptional() ? ", and null for none." : "."));
    }

    /** The settings whose values differ here, in the settings' order. */
    List<Setting<?>> differencesTo(SettingValues others) {
        return values.keySet().stream()
                .filter(setting -> !isEqual(values.get(setting), others.values.get(setting)))
                .toList();
    }

    private static boolean isEqual(Object one, Object other) {
        return one instanceof BadSettingValue bad && other instanceof BadSettingValue otherBad
                ? bad.getMessage().equals(otherBad.getMessage())
                : Objects.equals(one, other);
    }

    /**
     * The version of these values; one that cannot be read counts as none, so that it can be corrected.
     *
     * @param key for {@link SecretFingerprint}; asked for only if there is a secret
     */
    String version(Supplier<SecretKey> key) {
        Map<Setting<?>, Object> readable = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        values.forEach((setting, value) -> {
            Object known = value instanceof BadSettingValue ? null : value;
            readable.put(setting, known);
            if (setting.type().isSecret() && known != null) {
                secrets.put(setting.path(), known.toString());
            }
        });
        return SettingsVersion.of(
                SettingsDocument.of(readable), secrets.isEmpty() ? "" : SecretFingerprint.of(key.get(), secrets));
    }

    /** What a client is shown of one of them. */
    JsonNode shown(Setting<?> setting) {
        return values.get(setting) instanceof BadSettingValue ? NullNode.getInstance() : toJson(setting, get(setting));
    }

    @SuppressWarnings("unchecked") // a value of the setting's own type
    static <T> JsonNode toJson(Setting<T> setting, Object value) {
        return value == null ? NullNode.getInstance() : setting.type().toJson((T) value);
    }

    /** Stores what differs from the values that are stored. */
    void writeWhatDiffersFrom(SettingValues stored, KeycloakSession session, RealmModel realm) {
        differencesTo(stored).forEach(setting -> write(setting, session, realm));
    }

    private <T> void write(Setting<T> setting, KeycloakSession session, RealmModel realm) {
        setting.write(session, realm, get(setting));
    }
}
