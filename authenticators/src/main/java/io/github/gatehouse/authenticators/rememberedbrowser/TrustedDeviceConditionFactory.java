package io.github.gatehouse.authenticators.rememberedbrowser;

import java.util.List;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.signin.SignInProviders;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Rule M3. */
@AutoService(AuthenticatorFactory.class)
public final class TrustedDeviceConditionFactory
        implements ConditionalAuthenticatorFactory, GatehouseProviderFactory<Authenticator> {

    private static final ConditionalAuthenticator CONDITION = new TrustedDeviceCondition();
    private static final Requirement[] REQUIREMENTS = {Requirement.REQUIRED, Requirement.DISABLED};

    @Override
    public String getId() {
        return SignInProviders.TRUSTED_DEVICE_CONDITION;
    }

    @Override
    public ConditionalAuthenticator getSingleton() {
        return CONDITION;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return CONDITION;
    }

    @Override
    public String getDisplayType() {
        return "Condition - no trusted device";
    }

    @Override
    public String getReferenceCategory() {
        return "condition";
    }

    @Override
    public String getHelpText() {
        return "Runs the sub-flow of the second factor unless the user has said that this browser is a trusted device.";
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENTS.clone();
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
