package io.github.gatehouse.accountsecurity.setup;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.gatehouse.accountsecurity.setup.SetupMemory.Changed;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.admin.AuthenticationManagementResource;

/**
 * Makes Gatehouse's own copy of the flow that is bound, whatever an administrator has made of it, and binds the copy. The flow that was bound stays as it is.
 */
final class FlowStep implements SetupStep {

    private final String id;
    private final String copy;
    private final String builtIn;
    private final Function<RealmModel, AuthenticationFlowModel> bound;
    private final BiConsumer<RealmModel, AuthenticationFlowModel> bind;
    private final RealmProperty binding;
    private final FlowAddition addition;

    /**
     * A step.
     *
     * @param id of the step
     * @param field the realm's field in its representation, for example {@code browserFlow}
     * @param copy alias of our copy; never changes
     * @param builtIn alias of Keycloak's own flow
     * @param addition what is put into the copy
     */
    FlowStep(
            String id,
            String field,
            String copy,
            String builtIn,
            Function<RealmModel, AuthenticationFlowModel> bound,
            BiConsumer<RealmModel, AuthenticationFlowModel> bind,
            FlowAddition addition) {
        this.id = id;
        this.copy = copy;
        this.builtIn = builtIn;
        this.bound = bound;
        this.bind = bind;
        this.addition = addition;
        this.binding = new RealmProperty(
                field, this::boundAlias, (realm, alias) -> bind(realm, alias), RealmProperty.orNothing());
    }

    private String boundAlias(RealmModel realm) {
        AuthenticationFlowModel flow = bound.apply(realm);
        return flow == null ? null : flow.getAlias();
    }

    private void bind(RealmModel realm, String alias) {
        bind.accept(realm, realm.getFlowByAlias(alias));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SetupOutcome apply(SetupRun run) {
        RealmModel realm = run.realm();
        AuthenticationFlowModel current = bound.apply(realm);
        if (current == null) {
            return SetupOutcome.notPossible(this, "The realm has no " + binding.name() + " that could be copied.");
        }
        AuthenticationFlowModel own = realm.getFlowByAlias(copy);
        if (own != null && run.memory().flow(copy).isEmpty() && !adopt(run, own, current)) {
            return SetupOutcome.conflict(
                    this, "There is a flow \"" + copy + "\" that Gatehouse has not made. Rename or delete it.");
        }
        boolean isBound = own != null && own.getAlias().equals(current.getAlias());
        if (!isBound && run.memory().changed(binding).isPresent() && !run.force()) {
            return SetupOutcome.conflict(
                    this,
                    "Left as an administrator has set it since: " + binding.name() + " is \"" + current.getAlias()
                            + "\", not \"" + copy + "\".");
        }
        boolean isIncomplete = own != null && !addition.isIn(realm, own);
        if (isIncomplete && isChanged(run, own) && !run.force()) {
            return SetupOutcome.conflict(
                    this,
                    "Left as an administrator has changed it: the flow \"" + copy
                            + "\" lacks something that Gatehouse puts there.");
        }
        if (isIncomplete) {
            complete(run, own);
        }
        if (isBound) {
            return isIncomplete
                    ? SetupOutcome.done(this, "The flow \"" + copy + "\" has got what it lacked.")
                    : SetupOutcome.alreadySo(this, "The flow \"" + copy + "\" is bound as " + binding.name() + ".");
        }
        boolean isNew = own == null;
        if (isNew) {
            own = AuthenticationManagementResource.copyFlow(run.session(), realm, current, copy);
            complete(run, own);
        }
        run.memory().noteChange(binding, current.getAlias(), copy);
        bind.accept(realm, own);
        return SetupOutcome.done(
                this,
                "The flow \"" + copy + "\""
                        + (isNew ? ", a copy of \"" + current.getAlias() + "\", is bound" : " is bound again")
                        + " as " + binding.name() + ".");
    }

    private void complete(SetupRun run, AuthenticationFlowModel own) {
        addition.addTo(run.session(), run.realm(), own);
        run.memory().noteFlow(copy, FlowFingerprint.of(run.realm(), own));
    }

    private boolean isChanged(SetupRun run, AuthenticationFlowModel own) {
        return !run.memory().flow(copy).equals(Optional.of(FlowFingerprint.of(run.realm(), own)));
    }

    /**
     * A bound flow with the name of our copy is our copy: its note is gone, because a tool that knows nothing of it has written the realm's attributes anew. What
     * was bound before is gone with it; Keycloak's own flow stands in for it.
     */
    private boolean adopt(SetupRun run, AuthenticationFlowModel own, AuthenticationFlowModel current) {
        if (!own.getId().equals(current.getId())) {
            return false;
        }
        run.memory().noteFlow(copy, FlowFingerprint.of(run.realm(), own));
        run.memory().noteChange(binding, builtIn, copy);
        return true;
    }

    @Override
    public SetupOutcome undo(SetupRun run) {
        RealmModel realm = run.realm();
        Optional<Changed> changed = run.memory().changed(binding);
        if (changed.isEmpty() && run.memory().flow(copy).isEmpty()) {
            return SetupOutcome.alreadySo(this, "Nothing to restore.");
        }
        String before = changed.map(Changed::before).orElse(null);
        boolean isBound = Objects.equals(boundAlias(realm), copy);
        if (isBound) {
            if (before == null || realm.getFlowByAlias(before) == null) {
                return SetupOutcome.conflict(
                        this,
                        "The flow \"" + before
                                + "\" that was bound before is gone. Bind another one, then undo again.");
            }
            bind(realm, before);
        }
        run.memory().forgetChange(binding);
        Optional<String> kept = delete(run);
        run.memory().forgetFlow(copy);
        if (kept.isPresent()) {
            return SetupOutcome.conflict(this, kept.get());
        }
        return isBound
                ? SetupOutcome.done(this, "\"" + before + "\" is bound as " + binding.name() + " again.")
                : SetupOutcome.conflict(
                        this,
                        "Left as an administrator has set it since: " + binding.name() + " is \"" + boundAlias(realm)
                                + "\".");
    }

    /** Deletes our copy; the reason if it has to stay. */
    private Optional<String> delete(SetupRun run) {
        RealmModel realm = run.realm();
        AuthenticationFlowModel own = realm.getFlowByAlias(copy);
        if (own == null) {
            return Optional.empty();
        }
        if (isChanged(run, own) && !run.force()) {
            return Optional.of(
                    "The flow \"" + copy + "\" is no longer bound, but kept, because somebody has changed it.");
        }
        if (KeycloakModelUtils.isFlowUsed(run.session(), realm, own)) {
            return Optional.of("The flow \"" + copy + "\" is kept, because a client or an identity provider uses it.");
        }
        delete(run.session(), realm, own);
        return Optional.empty();
    }

    private static void delete(KeycloakSession session, RealmModel realm, AuthenticationFlowModel flow) {
        KeycloakModelUtils.deepDeleteAuthenticationFlow(
                session,
                realm,
                flow,
                () -> {
                    throw new IllegalStateException("A part of the flow " + flow.getAlias() + " is missing");
                },
                () -> {},
                false);
    }
}
