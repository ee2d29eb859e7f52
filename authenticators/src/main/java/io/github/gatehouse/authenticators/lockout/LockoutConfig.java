package io.github.gatehouse.authenticators.lockout;

import java.time.Duration;

import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import io.github.gatehouse.common.settings.Setting;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/**
 * What a realm has decided about lockout. What cannot be understood counts as the stricter answer: a typing mistake in an attribute opens nothing.
 *
 * @param enabled whether Gatehouse locks users out in this realm, and not Keycloak's own brute-force detection
 * @param schedule how long
 */
record LockoutConfig(boolean enabled, LockoutSchedule schedule) {

    private static final Logger LOG = Logger.getLogger(LockoutConfig.class);

    static LockoutConfig of(RealmModel realm) {
        boolean enabled = realm.isBruteForceProtected() && read(realm, GatehouseSettings.LOCKOUT_ENABLED, Boolean.TRUE);
        int hours = read(
                realm, GatehouseSettings.LOCKOUT_MAX_BLOCK_HOURS, GatehouseSettings.LOCKOUT_MAX_BLOCK_HOURS.absent());
        return new LockoutConfig(enabled, new LockoutSchedule(Duration.ofHours(hours)));
    }

    private static <T> T read(RealmModel realm, Setting<T> setting, T otherwise) {
        try {
            return RealmSettings.of(realm).get(setting);
        } catch (Refusal e) {
            LOG.warnf("Realm %s: %s cannot be understood and counts as %s", realm.getName(), setting, otherwise);
            return otherwise;
        }
    }
}
