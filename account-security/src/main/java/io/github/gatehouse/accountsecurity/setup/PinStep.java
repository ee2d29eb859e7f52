package io.github.gatehouse.accountsecurity.setup;

import java.util.List;
import java.util.Optional;

import io.github.gatehouse.accountsecurity.setup.PropertiesStep.Wanted;
import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.models.RealmModel;

/** What a realm needs besides the {@link PinAddition}, so that applications can demand the PIN: a name for its level, and a client scope. */
final class PinStep implements SetupStep {

    private static final String PRESENT = "present";

    private static final String ID = "pin";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public SetupOutcome apply(SetupRun run) {
        return properties(run.realm()).apply(run);
    }

    @Override
    public SetupOutcome undo(SetupRun run) {
        return properties(run.realm()).undo(run);
    }

    /** Which level is free is a question to the realm that is set up. */
    private static SetupStep properties(RealmModel realm) {
        return new PropertiesStep(
                ID,
                "Applications can demand the PIN",
                run -> Optional.empty(),
                List.of(
                        Wanted.unlessChosen(
                                new RealmProperty(
                                        "acr.loa.map " + PinCredential.TYPE,
                                        one -> PinLevelOfRealm.find(one)
                                                .map(Object::toString)
                                                .orElse(null),
                                        (one, level) -> PinLevelOfRealm.write(
                                                one, level == null ? null : Integer.valueOf(level)),
                                        RealmProperty.orNothing()),
                                Integer.toString(PinLevelOfRealm.free(realm))),
                        Wanted.exactly(
                                new RealmProperty(
                                        "clientScope " + PinCredential.TYPE,
                                        one -> PinScope.find(one).isPresent() ? PRESENT : null,
                                        PinStep::writeScope,
                                        RealmProperty.orNothing()),
                                PRESENT)));
    }

    private static void writeScope(RealmModel realm, String value) {
        if (value == null) {
            PinScope.find(realm).ifPresent(scope -> realm.removeClientScope(scope.getId()));
        } else {
            PinScope.create(realm);
        }
    }
}
