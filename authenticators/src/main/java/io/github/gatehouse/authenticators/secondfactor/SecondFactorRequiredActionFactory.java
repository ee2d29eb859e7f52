package io.github.gatehouse.authenticators.secondfactor;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.signin.SignInProviders;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/** Rule M2. */
@AutoService(RequiredActionFactory.class)
public final class SecondFactorRequiredActionFactory
        implements RequiredActionFactory, GatehouseProviderFactory<RequiredActionProvider> {

    private static final RequiredActionProvider ACTION = new SecondFactorRequiredAction();

    @Override
    public String getId() {
        return SignInProviders.SECOND_FACTOR;
    }

    @Override
    public String getDisplayText() {
        return "Mandatory second factor";
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return ACTION;
    }
}
