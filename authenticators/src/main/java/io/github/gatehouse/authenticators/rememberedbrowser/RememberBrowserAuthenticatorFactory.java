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

/** Rules M3 and M7. */
@AutoService(AuthenticatorFactory.class)
public final class RememberBrowserAuthenticatorFactory
        implements AuthenticatorFactory, GatehouseProviderFactory<Authenticator> {

    private static final Authenticator AUTHENTICATOR = new RememberBrowserAuthenticator();
    private static final Requirement[] REQUIREMENTS = {Requirement.REQUIRED, Requirement.DISABLED};

    @Override
    public String getId() {
        return SignInProviders.REMEMBER_BROWSER;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public String getDisplayType() {
        return "Remember this browser";
    }

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public String getHelpText() {
        return "Asks whether this browser is a trusted device, after a second factor, and whether it may keep a login token. Belongs behind the sub-flow of the second factor.";
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
