package io.github.gatehouse.common.settings;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;

/**
 * Password expiry (rule P8): on where the realm's password policy has Keycloak's own "expire password", which then holds the days. The days of an expiry
 * that is off are kept in a realm attribute until it is switched on.
 */
final class PasswordExpiryStorage {

    static final int DEFAULT_DAYS = 90;
    static final SettingType<Integer> TYPE = SettingTypes.integer(1, 3_650);

    private static final String KEY = "gatehouse.passwordExpiry.days";
    private static final String POLICY = "`" + PasswordPolicy.FORCE_EXPIRED_ID + "` in the realm's password policy";

    private PasswordExpiryStorage() {}

    /** To be written before {@link Days}. */
    static final class Enabled implements SettingStorage<Boolean> {

        @Override
        public String place() {
            return POLICY;
        }

        @Override
        public Boolean read(KeycloakSession session, RealmModel realm) {
            return isOn(realm);
        }

        @Override
        public void write(KeycloakSession session, RealmModel realm, Boolean value) {
            int days = days(realm);
            if (value) {
                setPolicy(session, realm, days);
                realm.removeAttribute(KEY);
            } else {
                realm.setPasswordPolicy(realm.getPasswordPolicy().toBuilder()
                        .remove(PasswordPolicy.FORCE_EXPIRED_ID)
                        .build(session));
                realm.setAttribute(KEY, days);
            }
        }
    }

    static final class Days implements SettingStorage<Integer> {

        @Override
        public String place() {
            return POLICY + "; while it is off, realm attribute `" + KEY + "`";
        }

        @Override
        public Integer read(KeycloakSession session, RealmModel realm) {
            return days(realm);
        }

        @Override
        public void write(KeycloakSession session, RealmModel realm, Integer value) {
            if (isOn(realm)) {
                setPolicy(session, realm, value);
            } else {
                realm.setAttribute(KEY, value);
            }
        }
    }

    private static boolean isOn(RealmModel realm) {
        return realm.getPasswordPolicy().getDaysToExpirePassword() != -1;
    }

    private static int days(RealmModel realm) {
        if (isOn(realm)) {
            return realm.getPasswordPolicy().getDaysToExpirePassword();
        }
        String kept = realm.getAttribute(KEY);
        if (kept == null || kept.isBlank()) {
            return DEFAULT_DAYS;
        }
        try {
            return TYPE.parse(kept.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(kept.strip(), e);
        }
    }

    private static void setPolicy(KeycloakSession session, RealmModel realm, int days) {
        realm.setPasswordPolicy(realm.getPasswordPolicy().toBuilder()
                .put(PasswordPolicy.FORCE_EXPIRED_ID, Integer.toString(days))
                .build(session));
    }
}
