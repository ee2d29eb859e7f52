package io.github.gatehouse.authenticators.secondfactor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.RealmSettings;
import io.github.gatehouse.common.signin.SignInProviders;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.secondfactor.JpaSecondFactorGraceStore;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.WebAuthnRegisterFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Makes users set up a second factor where one is mandatory (rule M2): asked at the end of each sign-in with credentials, so on every path that ends in one. Who
 * signs in with a passkey has given two factors; for who comes from another sign-on server, that server is responsible.
 */
final class SecondFactorRequiredAction implements RequiredActionProvider {

    private static final String FORM = "gatehouse-second-factor.ftl";
    private static final String PUT_OFF = "gatehouse.secondFactor.putOff";
    private static final String LATER = "later";
    private static final String METHOD = "method";
    private static final List<String> METHODS =
            List.of(UserModel.RequiredAction.CONFIGURE_TOTP.name(), WebAuthnRegisterFactory.PROVIDER_ID);

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        if (!policy(context.getRealm()).isMandatory()
                || AuthenticatorUtil.isSSOAuthentication(authSession)
                || authSession.getAuthNote(PUT_OFF) != null
                || hasSecondFactor(context.getUser())
                || isPasskeyGiven(authSession)
                || isSignedInElsewhere(authSession)
                || isAlreadySettingUp(context)
                || isProgramAndHasTime(context)) {
            return;
        }
        authSession.addRequiredAction(SignInProviders.SECOND_FACTOR);
    }

    private static SecondFactorPolicy policy(RealmModel realm) {
        RealmSettings settings = RealmSettings.of(realm);
        return SecondFactorPolicy.strictest(
                settings.getOr(GatehouseSettings.MFA_MANDATORY, true),
                List.of(),
                Duration.ofDays(settings.getOr(GatehouseSettings.MFA_GRACE_DAYS, 0)));
    }

    private static boolean hasSecondFactor(UserModel user) {
        SubjectCredentialManager credentials = user.credentialManager();
        return credentials.isConfiguredFor(OTPCredentialModel.TYPE)
                || credentials.isConfiguredFor(WebAuthnCredentialModel.TYPE_TWOFACTOR);
    }

    private static boolean isPasskeyGiven(AuthenticationSessionModel authSession) {
        return AuthenticatorUtil.getAuthnCredentials(authSession).contains(WebAuthnCredentialModel.TYPE_PASSWORDLESS);
    }

    private static boolean isSignedInElsewhere(AuthenticationSessionModel authSession) {
        return authSession.getAuthNote(AuthenticationProcessor.BROKER_SESSION_ID) != null;
    }

    private static boolean isAlreadySettingUp(RequiredActionContext context) {
        return Stream.concat(
                        context.getAuthenticationSession().getRequiredActions().stream(),
                        context.getUser().getRequiredActionsStream())
                .anyMatch(METHODS::contains);
    }

    /** A program with the user's password cannot answer the question: it is let in as long as the user could put it off. */
    private static boolean isProgramAndHasTime(RequiredActionContext context) {
        boolean isProgram =
                context.getAuthenticationSession().getAuthNote(AuthenticationProcessor.CURRENT_FLOW_PATH) == null;
        return isProgram && canBePutOff(context);
    }

    private static boolean canBePutOff(RequiredActionContext context) {
        SecondFactorPolicy policy = policy(context.getRealm());
        return !policy.grace().isZero() && policy.canBePutOff(told(context), KeycloakClock.INSTANCE.instant());
    }

    private static Instant told(RequiredActionContext context) {
        return new JpaSecondFactorGraceStore(context.getSession())
                .since(context.getRealm().getId(), context.getUser().getId(), KeycloakClock.INSTANCE.instant());
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (hasSecondFactor(context.getUser()) || !policy(context.getRealm()).isMandatory()) {
            context.success();
            return;
        }
        ask(context);
    }

    private static void ask(RequiredActionContext context) {
        List<String> methods = methods(context.getRealm());
        Optional<Instant> due =
                canBePutOff(context) ? Optional.of(policy(context.getRealm()).due(told(context))) : Optional.empty();
        context.challenge(context.form()
                .setAttribute("secondFactor", new SecondFactorQuestion(methods, due))
                .createForm(FORM));
    }

    /** The ways that the realm offers. */
    private static List<String> methods(RealmModel realm) {
        List<String> offered = new ArrayList<>();
        for (String method : METHODS) {
            RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(method);
            if (action != null && action.isEnabled()) {
                offered.add(method);
            }
        }
        return offered;
    }

    @Override
    public void processAction(RequiredActionContext context) {
        String answer = context.getHttpRequest().getDecodedFormParameters().getFirst(METHOD);
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        if (LATER.equals(answer) && canBePutOff(context)) {
            authSession.setAuthNote(PUT_OFF, Boolean.TRUE.toString());
            context.success();
        } else if (methods(context.getRealm()).contains(answer)) {
            authSession.addRequiredAction(answer);
            context.success();
        } else {
            ask(context);
        }
    }

    @Override
    public void close() {}
}
