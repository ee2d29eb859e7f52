package io.github.gatehouse.accountsecurity.setup;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.http.Refusal;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code …/account-security/setup}: one call that turns Gatehouse on in a realm that exists, and one that undoes it (rule X1). */
@Produces(MediaType.APPLICATION_JSON)
public final class SetupResource {

    private final AdminPermissionEvaluator auth;
    private final AdminEventBuilder adminEvent;
    private final RealmSetup setup;

    public SetupResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        this.auth = auth;
        this.adminEvent = adminEvent;
        this.setup = new RealmSetup(session, realm);
    }

    /**
     * Sets the realm up. Steps that are done already stay as they are.
     *
     * @param dryRun {@code true}: only says what it would do
     * @param force {@code true}: also overwrites what an administrator has decided otherwise
     */
    @POST
    public SetupReport apply(@QueryParam("dryRun") String dryRun, @QueryParam("force") String force) {
        auth.realm().requireManageRealm();
        SetupReport report = setup.apply(flag("dryRun", dryRun), flag("force", force));
        tell(report, OperationType.CREATE);
        return report;
    }

    /** Undoes it: restores what was there before, and leaves what an administrator has changed since. */
    @DELETE
    public SetupReport undo(@QueryParam("dryRun") String dryRun, @QueryParam("force") String force) {
        auth.realm().requireManageRealm();
        SetupReport report = setup.undo(flag("dryRun", dryRun), flag("force", force));
        tell(report, OperationType.DELETE);
        return report;
    }

    private void tell(SetupReport report, OperationType operation) {
        if (report.hasChanges() && !report.dryRun()) {
            adminEvent
                    .resource(AdminResourceTypes.SETUP)
                    .operation(operation)
                    .resourcePath("account-security", "setup")
                    .representation(report)
                    .success();
        }
    }

    /** A mistyped {@code dryRun} must not run for real. */
    private static boolean flag(String name, String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw Refusal.invalid(name, "'" + name + "' must be true or false.");
    }
}
