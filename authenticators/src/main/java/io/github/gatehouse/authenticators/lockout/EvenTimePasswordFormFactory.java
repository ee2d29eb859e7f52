package io.github.gatehouse.authenticators.lockout;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordFormFactory;
import org.keycloak.models.KeycloakSession;

/** Takes the place of Keycloak's form in every flow, under the same id; it differs only in realms with Gatehouse's lockout. */
@AutoService(AuthenticatorFactory.class)
public final class EvenTimePasswordFormFactory extends UsernamePasswordFormFactory {

    @Override
    public Authenticator create(KeycloakSession session) {
        return new EvenTimePasswordForm(session);
    }

    /** Before Keycloak's own, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
