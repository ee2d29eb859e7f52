package io.github.gatehouse.accountsecurity;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.github.gatehouse.accountsecurity.device.DevicesAdminResource;
import io.github.gatehouse.accountsecurity.onetimepassword.OneTimePasswordResource;
import io.github.gatehouse.accountsecurity.securitylog.SecurityLogAdminResource;
import io.github.gatehouse.accountsecurity.securitylog.UserSecurityLogAdminResource;
import io.github.gatehouse.accountsecurity.session.RealmSignOutResource;
import io.github.gatehouse.accountsecurity.session.SessionsAdminResource;
import io.github.gatehouse.accountsecurity.settings.SettingsResource;
import io.github.gatehouse.accountsecurity.setup.SetupResource;
import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.time.KeycloakClock;

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

    @Path("users/{userId}/devices")
    public DevicesAdminResource devices(@PathParam("userId") String userId) {
        return new DevicesAdminResource(call, userId, KeycloakClock.INSTANCE);
    }

    @Path("users/{userId}/log")
    public UserSecurityLogAdminResource userLog(@PathParam("userId") String userId) {
        return new UserSecurityLogAdminResource(call, userId);
    }

    @Path("log")
    public SecurityLogAdminResource log() {
        return new SecurityLogAdminResource(call);
    }

    @Path("users/{userId}/sessions")
    public SessionsAdminResource sessions(@PathParam("userId") String userId) {
        return new SessionsAdminResource(call, userId, KeycloakClock.INSTANCE);
    }

    @Path("users/{userId}/one-time-password")
    public OneTimePasswordResource oneTimePassword(@PathParam("userId") String userId) {
        return new OneTimePasswordResource(call, userId, KeycloakClock.INSTANCE);
    }

    @Path("sign-out")
    public RealmSignOutResource signOut() {
        return new RealmSignOutResource(call, KeycloakClock.INSTANCE);
    }

    @Path("setup")
    public SetupResource setup() {
        return new SetupResource(call);
    }
}
