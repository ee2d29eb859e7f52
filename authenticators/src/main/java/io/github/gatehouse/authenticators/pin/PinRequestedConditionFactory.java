package io.github.gatehouse.authenticators.pin;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.signin.SignInProviders;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;

/** The condition "the application demands the PIN", or a level above it. */
@AutoService(AuthenticatorFactory.class)
public final class PinRequestedConditionFactory implements PinConditionFactory {

    public static final String ID = SignInProviders.PIN_REQUESTED;

    private static final ConditionalAuthenticator CONDITION =
            new PinCondition(PinRequestedConditionFactory::isRequested);

    private static boolean isRequested(AuthenticationFlowContext context) {
        return PinLevel.of(context)
                .filter(level -> PinLevel.requested(context) >= level)
                .isPresent();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Condition - Gatehouse PIN is demanded";
    }

    @Override
    public String getHelpText() {
        return "The flow is executed only if the application demands the PIN (acr \"gatehouse-pin\") or a higher level.";
    }

    @Override
    public ConditionalAuthenticator getSingleton() {
        return CONDITION;
    }
}
