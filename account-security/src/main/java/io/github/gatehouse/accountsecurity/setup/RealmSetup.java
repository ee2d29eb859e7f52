package io.github.gatehouse.accountsecurity.setup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Sets a realm up, or undoes it (rule X1). Nothing in it depends on how many users the realm has. To be used in a {@link io.github.gatehouse.accountsecurity.RealmChange}. */
public final class RealmSetup {

    private final KeycloakSession session;
    private final RealmModel realm;

    public RealmSetup(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Does each step that is not done yet. Calling it again changes nothing.
     *
     * @param dryRun all is tried and reported, then rolled back with the caller's transaction
     * @param force also overwrites what an administrator has decided otherwise
     */
    public SetupReport apply(boolean dryRun, boolean force) {
        return run(dryRun, force, SetupSteps.of(session), SetupStep::apply);
    }

    /** Puts back what was there before, the last step first. */
    public SetupReport undo(boolean dryRun, boolean force) {
        List<SetupStep> steps = new ArrayList<>(SetupSteps.of(session));
        Collections.reverse(steps);
        return run(dryRun, force, steps, SetupStep::undo);
    }

    private SetupReport run(
            boolean dryRun, boolean force, List<SetupStep> steps, BiFunction<SetupStep, SetupRun, SetupOutcome> what) {
        SetupRun run = new SetupRun(session, realm, SetupMemory.of(realm), force);
        String before = realm.getAttribute(SetupMemory.ATTRIBUTE);
        List<SetupOutcome> outcomes =
                steps.stream().map(step -> what.apply(step, run)).toList();
        run.memory().save(realm);
        SetupReport report = new SetupReport(
                dryRun,
                outcomes,
                OwnFlows.notes(session, realm),
                !Objects.equals(before, realm.getAttribute(SetupMemory.ATTRIBUTE)));
        if (dryRun) {
            session.getTransactionManager().setRollbackOnly();
        }
        return report;
    }
}
