package io.github.gatehouse.accountsecurity.setup;

import java.util.List;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.github.gatehouse.accountsecurity.RealmChange;
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

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator auth;
    private final AdminEventBuilder adminEvent;

    public SetupResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        this.session = session;
        this.realm = realm;
        this.auth = auth;
        this.adminEvent = adminEvent;
    }

    /**
     * Sets the realm up. Steps that are done already stay as they are. Query: {@code dryRun=true} only says what it would do, {@code force=true} also overwrites
     * what an administrator has decided otherwise.
     */
    @POST
    public SetupReport apply() {
        auth.realm().requireManageRealm();
        return run(OperationType.CREATE, RealmSetup::apply);
    }

    /** Undoes it: restores what was there before, and leaves what an administrator has changed since. */
    @DELETE
    public SetupReport undo() {
        auth.realm().requireManageRealm();
        return run(OperationType.DELETE, RealmSetup::undo);
    }

    private interface What {
        SetupReport run(RealmSetup setup, boolean dryRun, boolean force);
    }

    private SetupReport run(OperationType operation, What what) {
        boolean dryRun = flag("dryRun");
        boolean force = flag("force");
        return RealmChange.run(session, realm, (own, current) -> {
            SetupReport report = what.run(new RealmSetup(own, current), dryRun, force);
            if (report.hasChanges() && !dryRun) {
                adminEvent
                        .clone(own)
                        .resource(AdminResourceTypes.SETUP)
                        .operation(operation)
                        .resourcePath("account-security", "setup")
                        .representation(report)
                        .success();
            }
            return report;
        });
    }

    /** A mistyped {@code dryRun} must not run for real: an empty or repeated one is none. */
    private boolean flag(String name) {
        List<String> values = session.getContext().getUri().getQueryParameters().get(name);
        if (values == null || values.equals(List.of("false"))) {
            return false;
        }
        if (values.equals(List.of("true"))) {
            return true;
        }
        throw Refusal.invalid(name, "'" + name + "' must be true or false.");
    }
}
