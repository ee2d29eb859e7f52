package io.github.gatehouse.authenticators.pin;

import java.util.List;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.signin.SignInProviders;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** The step that asks for the PIN. It cannot be an alternative to anything. */
@AutoService(AuthenticatorFactory.class)
public final class PinAuthenticatorFactory implements AuthenticatorFactory, GatehouseProviderFactory<Authenticator> {

    public static final String ID = SignInProviders.PIN;

    private static final Authenticator AUTHENTICATOR = new PinAuthenticator(KeycloakClock.INSTANCE);

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public String getDisplayType() {
        return "Gatehouse PIN";
    }

    @Override
    public String getHelpText() {
        return "Asks for the user's PIN, where an application demands it. Works only beside the condition on the PIN's own level; never a second factor.";
    }

    @Override
    public String getReferenceCategory() {
        return PinCredential.TYPE;
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
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
