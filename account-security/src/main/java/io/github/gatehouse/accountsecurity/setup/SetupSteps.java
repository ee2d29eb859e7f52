package io.github.gatehouse.accountsecurity.setup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.gatehouse.accountsecurity.adminconsole.SettingsTab;
import io.github.gatehouse.accountsecurity.setup.PropertiesStep.Wanted;
import io.github.gatehouse.common.signin.SignInProviders;
import org.keycloak.authentication.requiredactions.WebAuthnPasswordlessRegisterFactory;
import org.keycloak.authentication.requiredactions.WebAuthnRegisterFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.DefaultAuthenticationFlows;
import org.keycloak.theme.Theme;

/** All that set-up does, in its order. Each later feature adds its steps here. */
final class SetupSteps {

    static final String ACCOUNT_THEME = "gatehouse";

    private static final String PRESENT = "present";
    private static final String MINUTES_IDLE = Integer.toString(30 * 60);
    private static final String HOURS_WITHOUT_SAVING_LOGIN = Integer.toString(4 * 60 * 60);
    private static final String HOURS_WITH_SAVING_LOGIN = Integer.toString(12 * 60 * 60);

    private SetupSteps() {}

    static List<SetupStep> of(KeycloakSession session) {
        return List.of(
                new FlowStep(
                        "browser-flow",
                        "browserFlow",
                        "gatehouse-browser",
                        DefaultAuthenticationFlows.BROWSER_FLOW,
                        RealmModel::getBrowserFlow,
                        RealmModel::setBrowserFlow,
                        FlowAddition.together(new RememberedBrowserAddition(), new PinAddition())),
                new FlowStep(
                        "direct-grant-flow",
                        "directGrantFlow",
                        "gatehouse-direct-grant",
                        DefaultAuthenticationFlows.DIRECT_GRANT_FLOW,
                        RealmModel::getDirectGrantFlow,
                        RealmModel::setDirectGrantFlow,
                        FlowAddition.NONE),
                new FlowStep(
                        "reset-credentials-flow",
                        "resetCredentialsFlow",
                        "gatehouse-reset-credentials",
                        DefaultAuthenticationFlows.RESET_CREDENTIALS_FLOW,
                        RealmModel::getResetCredentialsFlow,
                        RealmModel::setResetCredentialsFlow,
                        new ResetPasswordAddition()),
                new FlowStep(
                        "first-broker-login-flow",
                        "firstBrokerLoginFlow",
                        "gatehouse-first-broker-login",
                        DefaultAuthenticationFlows.FIRST_BROKER_LOGIN_FLOW,
                        RealmModel::getFirstBrokerLoginFlow,
                        RealmModel::setFirstBrokerLoginFlow,
                        FlowAddition.NONE),
                new PinStep(),
                requiredActions(session),
                bruteForceProtection(),
                sessionDuration(),
                accountTheme(),
                settingsTab(session));
    }

    /** What the account console's pages for signing in send users to. */
    private static SetupStep requiredActions(KeycloakSession session) {
        return new PropertiesStep(
                "required-actions",
                "Passwords and second factors can be set up, and are asked for where they are mandatory",
                run -> Optional.empty(),
                Stream.of(
                                UserModel.RequiredAction.UPDATE_PASSWORD.name(),
                                UserModel.RequiredAction.CONFIGURE_TOTP.name(),
                                UserModel.RequiredAction.CONFIGURE_RECOVERY_AUTHN_CODES.name(),
                                WebAuthnRegisterFactory.PROVIDER_ID,
                                WebAuthnPasswordlessRegisterFactory.PROVIDER_ID,
                                SignInProviders.SECOND_FACTOR)
                        .filter(alias -> RequiredActions.factory(session, alias) != null)
                        .map(alias -> Wanted.exactly(RequiredActions.property(session, alias), RequiredActions.ENABLED))
                        .toList());
    }

    /**
     * Gatehouse's lockout (rule M4), and what comes closest to it among Keycloak's own numbers: they count should somebody switch Gatehouse's off.
     */
    private static SetupStep bruteForceProtection() {
        return new PropertiesStep(
                "brute-force-protection",
                "After 5 failed attempts a user is blocked for 2 minutes, then longer each time",
                run -> Optional.empty(),
                List.of(
                        Wanted.exactly(RealmProperty.attribute("bruteForceProtected", "false"), "true"),
                        Wanted.exactly(RealmProperty.attribute("gatehouse.lockout.enabled", "false"), "true"),
                        Wanted.exactly(RealmProperty.attribute("permanentLockout", "false"), "false"),
                        Wanted.exactly(RealmProperty.attribute("failureFactor", "30"), "5"),
                        Wanted.exactly(RealmProperty.attribute("waitIncrementSeconds", "60"), "120"),
                        Wanted.unlessChosen(RealmProperty.attribute("maxFailureWaitSeconds", "900"), "86400")));
    }

    /** Rule S4. The hours are settings, so any that somebody has chosen are as good. */
    private static SetupStep sessionDuration() {
        return new PropertiesStep(
                "session-duration",
                "Sessions end after 30 minutes without activity and after a number of hours",
                run -> Optional.empty(),
                List.of(
                        Wanted.exactly(
                                RealmProperty.number(
                                        "ssoSessionIdleTimeout",
                                        RealmModel::getSsoSessionIdleTimeout,
                                        RealmModel::setSsoSessionIdleTimeout,
                                        30 * 60),
                                MINUTES_IDLE),
                        Wanted.unlessChosen(
                                RealmProperty.number(
                                        "ssoSessionMaxLifespan",
                                        RealmModel::getSsoSessionMaxLifespan,
                                        RealmModel::setSsoSessionMaxLifespan,
                                        10 * 60 * 60),
                                HOURS_WITHOUT_SAVING_LOGIN),
                        Wanted.exactly(
                                RealmProperty.flag(
                                        "rememberMe", RealmModel::isRememberMe, RealmModel::setRememberMe, false),
                                Boolean.TRUE.toString()),
                        Wanted.unlessChosen(
                                RealmProperty.number(
                                        "ssoSessionMaxLifespanRememberMe",
                                        RealmModel::getSsoSessionMaxLifespanRememberMe,
                                        RealmModel::setSsoSessionMaxLifespanRememberMe,
                                        0),
                                HOURS_WITH_SAVING_LOGIN),
                        Wanted.unlessChosen(
                                RealmProperty.number(
                                        "ssoSessionIdleTimeoutRememberMe",
                                        RealmModel::getSsoSessionIdleTimeoutRememberMe,
                                        RealmModel::setSsoSessionIdleTimeoutRememberMe,
                                        0),
                                HOURS_WITH_SAVING_LOGIN)));
    }

    private static SetupStep accountTheme() {
        return new PropertiesStep(
                "account-theme",
                "The account console is Gatehouse's",
                run -> hasTheme(run.session())
                        ? Optional.empty()
                        : Optional.of("The server has no account theme \"" + ACCOUNT_THEME
                                + "\": the JAR gatehouse-themes is missing."),
                List.of(Wanted.exactly(
                        new RealmProperty(
                                "accountTheme",
                                RealmModel::getAccountTheme,
                                RealmModel::setAccountTheme,
                                RealmProperty.orNothing("", "keycloak.v3")),
                        ACCOUNT_THEME)));
    }

    private static SetupStep settingsTab(KeycloakSession session) {
        return new PropertiesStep(
                "settings-tab",
                "The realm settings of the administration console have a tab with these settings",
                run -> SettingsTab.isShown(run.session())
                        ? Optional.empty()
                        : Optional.of(
                                "The server does not have the feature declarative-ui. Nothing else depends on it."),
                List.of(Wanted.exactly(
                        new RealmProperty(
                                "settingsTab",
                                realm -> SettingsTab.find(realm).isPresent() ? PRESENT : null,
                                (realm, value) -> writeSettingsTab(session, realm, value),
                                RealmProperty.orNothing()),
                        PRESENT)));
    }

    private static void writeSettingsTab(KeycloakSession session, RealmModel realm, String value) {
        if (value == null) {
            SettingsTab.find(realm).ifPresent(realm::removeComponent);
        } else {
            SettingsTab.create(session, realm);
        }
    }

    private static boolean hasTheme(KeycloakSession session) {
        return session.theme().nameSet(Theme.Type.ACCOUNT).contains(ACCOUNT_THEME);
    }
}
