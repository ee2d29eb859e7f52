package io.github.gatehouse.accountsecurity.setup;

import java.util.List;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.http.Refusal;

/** {@code …/account-security/setup}: one call that turns Gatehouse on in a realm that exists, and one that undoes it (rule X1). */
@Produces(MediaType.APPLICATION_JSON)
public final class SetupResource {

    private final AdminCall call;

    public SetupResource(AdminCall call) {
        this.call = call;
    }

    /**
     * Sets the realm up. Steps that are done already stay as they are. Query: {@code dryRun=true} only says what it would do, {@code force=true} also overwrites
     * what an administrator has decided otherwise.
     */
    @POST
    public SetupReport apply() {
        call.auth().realm().requireManageRealm();
        return run(SetupCall.Operation.SET_UP);
    }

    /** Undoes it: restores what was there before, and leaves what an administrator has changed since. */
    @DELETE
    public SetupReport undo() {
        call.auth().realm().requireManageRealm();
        return run(SetupCall.Operation.UNDO);
    }

    private SetupReport run(SetupCall.Operation operation) {
        return new SetupCall(operation, flag("dryRun"), flag("force"))
                .run(call.session().getKeycloakSessionFactory(), call.realm().getId(), call.adminEvent());
    }

    /** A mistyped {@code dryRun} must not run for real: an empty or repeated one is none. */
    private boolean flag(String name) {
        List<String> values =
                call.session().getContext().getUri().getQueryParameters().get(name);
        if (values == null || values.equals(List.of("false"))) {
            return false;
        }
        if (values.equals(List.of("true"))) {
            return true;
        }
        throw Refusal.invalid(name, "'" + name + "' must be true or false.");
    }
}
