package io.github.gatehouse.accountsecurity;

import jakarta.ws.rs.Path;

import io.github.gatehouse.accountsecurity.settings.SettingsResource;
import io.github.gatehouse.accountsecurity.setup.SetupResource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/account-security}. */
public final class AccountSecurityAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator auth;
    private final AdminEventBuilder adminEvent;

    AccountSecurityAdminResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.auth = auth;
        this.adminEvent = adminEvent;
    }

    @Path("settings")
    public SettingsResource settings() {
        return new SettingsResource(session, realm, auth, adminEvent);
    }

    @Path("setup")
    public SetupResource setup() {
        return new SetupResource(session, realm, auth, adminEvent);
    }
}
