package io.github.gatehouse.accountsecurity;

import jakarta.ws.rs.Path;

import io.github.gatehouse.accountsecurity.settings.SettingsResource;
import io.github.gatehouse.accountsecurity.setup.SetupResource;
import io.github.gatehouse.common.admin.AdminCall;

/** {@code /admin/realms/{realm}/account-security}. */
public final class AccountSecurityAdminResource {

    private final AdminCall call;

    AccountSecurityAdminResource(AdminCall call) {
        this.call = call;
    }

    @Path("settings")
    public SettingsResource settings() {
        return new SettingsResource(call);
    }

    @Path("setup")
    public SetupResource setup() {
        return new SetupResource(call);
    }
}
