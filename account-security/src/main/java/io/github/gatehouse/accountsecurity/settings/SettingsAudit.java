package io.github.gatehouse.accountsecurity.settings;

import io.github.gatehouse.common.events.AdminResourceTypes;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Tells of changed settings, as an admin event with the old and the new values. */
public final class SettingsAudit {

    private SettingsAudit() {}

    /** For changes by the tab in the administration console. */
    public static void tell(KeycloakSession session, RealmModel realm, AdminAuth auth, SettingsChange change) {
        tell(new AdminEventBuilder(realm, auth, session, session.getContext().getConnection()), change);
    }

    /**
     * For changes that somebody has made by Keycloak's own REST.
     *
     * @param cause Keycloak's event of it: who, when, from where
     */
    static void tell(KeycloakSession session, RealmModel realm, AdminEvent cause, SettingsChange change) {
        tell(new FollowUp(session, realm, cause), change);
    }

    /** An event by the same person as another. Keycloak's constructor for it is for subclasses only (26.7). */
    private static final class FollowUp extends AdminEventBuilder {

        FollowUp(KeycloakSession session, RealmModel realm, AdminEvent cause) {
            super(realm, null, session, cause.getAuthDetails().getIpAddress(), cause);
        }
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
