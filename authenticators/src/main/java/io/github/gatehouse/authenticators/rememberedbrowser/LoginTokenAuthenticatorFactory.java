package io.github.gatehouse.authenticators.rememberedbrowser;

import java.util.List;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.signin.SignInProviders;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Rule M7. */
@AutoService(AuthenticatorFactory.class)
public final class LoginTokenAuthenticatorFactory
        implements AuthenticatorFactory, GatehouseProviderFactory<Authenticator> {

    private static final Authenticator AUTHENTICATOR = new LoginTokenAuthenticator();
    private static final Requirement[] REQUIREMENTS = {
        Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
    };

    @Override
    public String getId() {
        return SignInProviders.LOGIN_TOKEN;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public String getDisplayType() {
        return "Login token";
    }

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public String getHelpText() {
        return "Signs the user in whose login token the browser holds. The second factor has to follow in the same sub-flow.";
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
