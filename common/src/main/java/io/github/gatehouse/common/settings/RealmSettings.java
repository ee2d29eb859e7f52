package io.github.gatehouse.common.settings;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

import io.github.gatehouse.common.http.Refusal;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CachedRealmModel;

/**
 * A realm's settings, read. Immutable, and kept as long as Keycloak keeps the realm in its cache: on hot paths nothing is parsed and nothing is queried. Not
 * for a request that itself changes the realm, which may get what was there before.
 */
public final class RealmSettings {

    private static final Logger LOG = Logger.getLogger(RealmSettings.class);
    private static final String KEY = RealmSettings.class.getName();

    /** A value, or the {@link BadSettingValue} that reading it ended with. */
    private final Map<Setting<?>, Object> values;

    private RealmSettings(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    public static RealmSettings of(RealmModel realm) {
        if (!(realm instanceof CachedRealmModel cached)) {
            return read(realm);
        }
        @SuppressWarnings("unchecked") // Keycloak declares the map raw; what is under our key is ours
        ConcurrentMap<Object, Object> kept = cached.getCachedWith();
        Object settings = kept.get(KEY);
        if (settings == null) {
            settings = read(realm);
            kept.put(KEY, settings);
        }
        return (RealmSettings) settings;
    }

    private static RealmSettings read(RealmModel realm) {
        Map<Setting<?>, Object> values = new IdentityHashMap<>();
        for (Setting<?> setting : GatehouseSettings.ALL) {
            if (setting.isInRealm()) {
                values.put(setting, valueOrFault(setting, realm));
            }
        }
        return new RealmSettings(values);
    }

    private static Object valueOrFault(Setting<?> setting, RealmModel realm) {
        try {
            return setting.read(null, realm);
        } catch (BadSettingValue e) {
            return e;
        }
    }

    /**
     * The value of a setting that is kept in the realm.
     *
     * @throws io.github.gatehouse.common.http.Refusal 409 {@code invalid_setting}, if what is stored is no possible value
     */
    @SuppressWarnings("unchecked") // put there by the setting itself
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value instanceof BadSettingValue bad) {
            throw bad.toRefusal();
        }
        return (T) value;
    }

    /**
     * The value of a setting that is kept in the realm, where a sign-in must go on: if what is stored is no possible value, the stricter answer counts, and a line in
     * the log says so.
     */
    public <T> T getOr(Setting<T> setting, T stricter) {
        try {
            return get(setting);
        } catch (Refusal e) {
            LOG.warnf("%s It counts as %s.", e.getMessage(), stricter);
            return stricter;
        }
    }
}
