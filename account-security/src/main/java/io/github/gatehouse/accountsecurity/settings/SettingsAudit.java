package io.github.gatehouse.accountsecurity.settings;

import io.github.gatehouse.common.events.AdminResourceTypes;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Tells of changed settings, as an admin event with the old and the new values. */
public final class SettingsAudit {

    private SettingsAudit() {}

    /** For changes that did not come through our own REST. */
    public static void tell(KeycloakSession session, RealmModel realm, AdminAuth auth, SettingsChange change) {
        tell(new AdminEventBuilder(realm, auth, session, session.getContext().getConnection()), change);
    }

    static void tell(AdminEventBuilder adminEvent, SettingsChange change) {
        if (!change.changes().isEmpty()) {
            adminEvent
                    .resource(AdminResourceTypes.SETTINGS)
                    .operation(OperationType.UPDATE)
                    .resourcePath("account-security", "settings")
                    .representation(change.changes())
                    .success();
        }
    }
}
