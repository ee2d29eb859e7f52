package io.github.gatehouse.authenticators.pin;

import java.util.Optional;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.signin.SignInProviders;
import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalLoaAuthenticatorFactory;

/**
 * The condition "the PIN is all that is missing": the browser has a live session, the application demands the PIN and nothing above it, the user has one, and no
 * other level of authentication could be skipped on the way.
 */
@AutoService(AuthenticatorFactory.class)
public final class PinInSessionConditionFactory implements PinConditionFactory {

    public static final String ID = SignInProviders.PIN_IN_SESSION;

    private static final ConditionalAuthenticator CONDITION =
            new PinCondition(PinInSessionConditionFactory::isAllThatIsMissing);

    private static boolean isAllThatIsMissing(AuthenticationFlowContext context) {
        Optional<Integer> level = PinLevel.of(context);
        return level.isPresent()
                && level.get() == PinLevel.requested(context)
                && isOnlyLevel(context)
                && LiveSession.of(context)
                        .flatMap(session -> PinCredential.of(session.getUser()))
                        .isPresent();
    }

    /** With other levels in the flow, a session that had reached the PIN's would pass for them as well. */
    private static boolean isOnlyLevel(AuthenticationFlowContext context) {
        return AuthenticatorUtil.getExecutionsByType(
                        context.getRealm(),
                        context.getTopLevelFlow().getId(),
                        ConditionalLoaAuthenticatorFactory.PROVIDER_ID)
                .isEmpty();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Condition - Gatehouse PIN in a live session";
    }

    @Override
    public String getHelpText() {
        return "The flow is executed only if the user is signed in already and the application demands the PIN and nothing else.";
    }

    @Override
    public ConditionalAuthenticator getSingleton() {
        return CONDITION;
    }
}
