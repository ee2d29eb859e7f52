package io.github.gatehouse.authenticators.pin;

import java.util.Set;
import java.util.function.Predicate;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A condition on the demand for the PIN. */
final class PinCondition implements ConditionalAuthenticator {

    static final Set<String> IDS = Set.of(PinRequestedConditionFactory.ID, PinInSessionConditionFactory.ID);

    private final Predicate<AuthenticationFlowContext> condition;

    PinCondition(Predicate<AuthenticationFlowContext> condition) {
        this.condition = condition;
    }

    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        return condition.test(context);
    }

    @Override
    public void action(AuthenticationFlowContext context) {}

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
