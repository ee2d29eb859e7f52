package io.github.gatehouse.authenticators.pin;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.storage.pin.PinCredential;
import io.github.gatehouse.storage.pin.PinRule;
import io.github.gatehouse.storage.pin.PinRules;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Asks for the PIN (rule M5). A user without one chooses it here, but only after a sign-in with a credential in the same flow; in a session that is merely live, whoever
 * sits at the screen could else choose one.
 *
 * <p>The PIN neither is a second factor nor a sign-in: the step works only beside a condition on the PIN's own level, and in a live session the time of
 * the last sign-in stays as it is.
 */
final class PinAuthenticator extends AbstractUsernameFormAuthenticator {

    static final String FIELD = "pin";
    static final String FIELD_AGAIN = "pin-again";

    private static final String ASK = "gatehouse-pin.ftl";
    private static final String CHOOSE = "gatehouse-pin-choose.ftl";
    private static final String WRONG = "gatehousePinWrong";
    private static final String MISSING = "gatehousePinMissing";
    private static final String DIFFERENT = "gatehousePinDifferent";
    private static final String NOT_SET = "gatehousePinNotSet";

    /** Errors of events. */
    private static final String MISPLACED = "gatehouse_pin_outside_of_its_level";

    private static final String PIN_MISSING = "gatehouse_pin_not_set";

    private final Clock clock;

    PinAuthenticator(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        if (!isForItsOwnLevel(context)) {
            refuse(context, MISPLACED, Messages.ACR_NOT_FULFILLED);
            return;
        }
        Optional<CredentialModel> pin = PinCredential.of(context.getUser());
        if (pin.isEmpty()) {
            if (SignIn.isGivenIn(context)) {
                context.challenge(page(context, CHOOSE, null, null));
            } else {
                refuse(context, PIN_MISSING, NOT_SET);
            }
        } else if (isRecent(context)) {
            succeed(context, pin.get(), false);
        } else {
            context.challenge(page(context, ASK, null, null));
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        if (!isForItsOwnLevel(context)) {
            refuse(context, MISPLACED, Messages.ACR_NOT_FULFILLED);
            return;
        }
        if (!enabledUser(context, context.getUser())) {
            return;
        }
        Optional<CredentialModel> pin = PinCredential.of(context.getUser());
        if (pin.isPresent()) {
            check(context, pin.get());
        } else if (SignIn.isGivenIn(context)) {
            choose(context);
        } else {
            refuse(context, PIN_MISSING, NOT_SET);
        }
    }

    private void check(AuthenticationFlowContext context, CredentialModel pin) {
        String entered = context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD);
        if (entered == null || entered.isBlank()) {
            context.challenge(page(context, ASK, FIELD, MISSING));
        } else if (PinCredential.isValid(context.getUser(), entered.strip())) {
            succeed(context, pin, true);
        } else {
            context.getEvent()
                    .user(context.getUser())
                    .detail(Details.CREDENTIAL_TYPE, PinCredential.TYPE)
                    .error(Errors.INVALID_USER_CREDENTIALS);
            context.failureChallenge(AuthenticationFlowError.INVALID_CREDENTIALS, page(context, ASK, FIELD, WRONG));
        }
    }

    private void choose(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        String chosen = Objects.requireNonNullElse(form.getFirst(FIELD), "").strip();
        Optional<PinRule> broken = PinRules.brokenBy(chosen);
        if (chosen.isEmpty()) {
            context.challenge(page(context, CHOOSE, FIELD, MISSING));
        } else if (broken.isPresent()) {
            context.challenge(page(context, CHOOSE, FIELD, broken.get().messageKey()));
        } else if (!chosen.equals(
                Objects.requireNonNullElse(form.getFirst(FIELD_AGAIN), "").strip())) {
            context.challenge(page(context, CHOOSE, FIELD_AGAIN, DIFFERENT));
        } else {
            PinCredential.set(context.getUser(), chosen);
            context.getEvent()
                    .clone()
                    .event(EventType.UPDATE_CREDENTIAL)
                    .user(context.getUser())
                    .detail(Details.CREDENTIAL_TYPE, PinCredential.TYPE)
                    .success();
            succeed(context, PinCredential.of(context.getUser()).orElseThrow(), true);
        }
    }

    /**
     * The level is reached.
     *
     * @param isEntered whether the PIN was entered now, and not lately
     */
    private void succeed(AuthenticationFlowContext context, CredentialModel pin, boolean isEntered) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        if (isEntered) {
            PinVerification.note(authSession, pin, clock.instant());
        }
        if (LiveSession.of(context).isPresent() && !SignIn.isGivenIn(context)) {
            // The session goes on: neither is this a fresh sign-in for what asks for one, nor for max_age.
            authSession.setAuthNote(AuthenticationManager.SSO_AUTH, Boolean.TRUE.toString());
        }
        PinLevel.of(context).ifPresent(level -> new AcrStore(context.getSession(), authSession)
                .setLevelAuthenticatedToCurrentRequest(level));
        if (isEntered) {
            context.success(PinCredential.TYPE);
        } else {
            context.success();
        }
    }

    private boolean isRecent(AuthenticationFlowContext context) {
        return LiveSession.of(context)
                .filter(session -> PinVerification.isRecent(session, context.getRealm(), clock.instant()))
                .isPresent();
    }

    /** Whether the step stands where only a demand for the PIN leads to it. Put elsewhere, for example among second factors, it must not open anything. */
    private static boolean isForItsOwnLevel(AuthenticationFlowContext context) {
        return PinLevel.of(context).isPresent()
                && context.getRealm()
                        .getAuthenticationExecutionsStream(
                                context.getExecution().getParentFlow())
                        .filter(AuthenticationExecutionModel::isRequired)
                        .map(AuthenticationExecutionModel::getAuthenticator)
                        .anyMatch(PinCondition.IDS::contains);
    }

    private static void refuse(AuthenticationFlowContext context, String error, String message) {
        context.getEvent().user(context.getUser()).error(error);
        context.forceChallenge(context.form().setError(message).createErrorPage(Response.Status.FORBIDDEN));
    }

    private static Response page(AuthenticationFlowContext context, String template, String field, String message) {
        LoginFormsProvider form =
                context.form().setExecution(context.getExecution().getId());
        if (message != null) {
            form.addError(new FormMessage(field, message, PinRules.MIN_LENGTH, PinRules.MAX_LENGTH));
        }
        return form.createForm(template);
    }

    /** The page of a user who is blocked or disabled; the same as for a wrong PIN. */
    @Override
    protected Response challenge(AuthenticationFlowContext context, String error, String field) {
        return page(context, ASK, FIELD, error);
    }

    @Override
    protected String disabledByBruteForceError(String error) {
        return WRONG;
    }

    @Override
    protected String disabledByBruteForceFieldError() {
        return FIELD;
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    /** Always, because the step itself knows what to do without a PIN; Keycloak must not take it for done. */
    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
