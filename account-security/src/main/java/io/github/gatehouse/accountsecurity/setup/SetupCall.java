package io.github.gatehouse.accountsecurity.setup;

import io.github.gatehouse.accountsecurity.RealmChange;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.http.Refusal;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * One call of set-up, by whatever door (rule X1): in a transaction of its own, told as an admin event if it changed something. Whoever makes it has asked before
 * whether the administrator may.
 *
 * @param operation whether the realm is set up or that is undone
 * @param dryRun only says what it would do
 * @param force also overwrites what an administrator has decided otherwise
 */
public record SetupCall(Operation operation, boolean dryRun, boolean force) {

    /** What can be done to a realm. */
    public enum Operation {
        SET_UP(OperationType.CREATE) {
            @Override
            SetupReport run(RealmSetup setup, SetupCall call) {
                return setup.apply(call.dryRun, call.force);
            }
        },
        UNDO(OperationType.DELETE) {
            @Override
            SetupReport run(RealmSetup setup, SetupCall call) {
                return setup.undo(call.dryRun, call.force);
            }
        };

        private final OperationType told;

        Operation(OperationType told) {
            this.told = told;
        }

        abstract SetupReport run(RealmSetup setup, SetupCall call);
    }

    /**
     * Makes the call.
     *
     * @param adminEvent of the realm and by the administrator; a copy of it is completed and sent
     * @throws Refusal 409 {@code busy}, if others change the realm for too long
     */
    public SetupReport run(KeycloakSessionFactory factory, String realmId, AdminEventBuilder adminEvent) {
        return RealmChange.run(factory, realmId, (own, current) -> {
            SetupReport report = operation.run(new RealmSetup(own, current), this);
            if (report.hasChanges() && !dryRun) {
                adminEvent
                        .clone(own)
                        .resource(AdminResourceTypes.SETUP)
                        .operation(operation.told)
                        .resourcePath("account-security", "setup")
                        .representation(report)
                        .success();
            }
            return report;
        });
    }
}
