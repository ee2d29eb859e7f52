package io.github.gatehouse.authenticators.pin;

import java.util.List;

import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** What the conditions of the PIN have in common: nothing to configure. */
interface PinConditionFactory extends ConditionalAuthenticatorFactory, GatehouseProviderFactory<Authenticator> {

    @Override
    default Authenticator create(KeycloakSession session) {
        return getSingleton();
    }

    @Override
    default boolean isConfigurable() {
        return false;
    }

    @Override
    default Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
    }

    @Override
    default boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    default List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
