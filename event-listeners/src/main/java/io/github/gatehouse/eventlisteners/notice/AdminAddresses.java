package io.github.gatehouse.eventlisteners.notice;

import java.util.List;

import io.github.gatehouse.common.settings.BadSettingValue;
import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.SettingTypes;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Who gets a realm's notices (rule L4), and what the realm is called in them. */
final class AdminAddresses {

    private static final Logger LOG = Logger.getLogger(AdminAddresses.class);

    private AdminAddresses() {}

    /** The admin e-mail addresses as this transaction has them, which may have just changed them; none if they cannot be understood. */
    static List<String> of(KeycloakSession session, RealmModel realm) {
        try {
            return SettingTypes.addresses(GatehouseSettings.ADMIN_EMAILS.read(session, realm));
        } catch (BadSettingValue e) {
            LOG.warnf(
                    "Realm %s: the admin e-mail addresses cannot be understood, so a security notice was not mailed",
                    realm.getName());
            return List.of();
        }
    }

    static String displayName(RealmModel realm) {
        String name = realm.getDisplayName();
        return name == null || name.isBlank() ? realm.getName() : name;
    }
}
