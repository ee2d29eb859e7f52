package io.github.gatehouse.accountsecurity.settings;

import java.util.List;
import java.util.Set;

import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.Setting;
import io.github.gatehouse.common.settings.SignOnClientType;
import io.github.gatehouse.common.settings.SignOnFlow;
import io.github.gatehouse.common.settings.SignOnMethod;

import static io.github.gatehouse.common.settings.GatehouseSettings.ADMIN_EMAILS;
import static io.github.gatehouse.common.settings.GatehouseSettings.PASSWORD_EXPIRY_DAYS;
import static io.github.gatehouse.common.settings.GatehouseSettings.PASSWORD_EXPIRY_ENABLED;
import static io.github.gatehouse.common.settings.GatehouseSettings.PASSWORD_EXPIRY_NOTICE_DAYS;
import static io.github.gatehouse.common.settings.GatehouseSettings.SIGN_ON_CLIENT_SECRET;
import static io.github.gatehouse.common.settings.GatehouseSettings.SIGN_ON_CLIENT_TYPE;
import static io.github.gatehouse.common.settings.GatehouseSettings.SIGN_ON_FLOW;
import static io.github.gatehouse.common.settings.GatehouseSettings.SIGN_ON_GOOGLE;
import static io.github.gatehouse.common.settings.GatehouseSettings.SIGN_ON_METHOD;

/** What settings must not say together, and what they need of the realm. Only what a change touches is asked about. */
final class SettingRules {

    private final Environment environment;

    SettingRules(Environment environment) {
        this.environment = environment;
    }

    /**
     * What the rules have to know beyond the settings.
     *
     * @param mailServer whether the realm can send mails
     * @param google whether the realm has an identity provider for Google
     */
    record Environment(boolean mailServer, boolean google) {}

    /**
     * Refuses a contradiction.
     *
     * @param changed the settings that change
     * @throws Refusal 400 naming a setting that changes
     */
    void check(SettingValues values, List<Setting<?>> changed) {
        Set<Setting<?>> touched = Set.copyOf(changed);
        checkPasswordExpiry(values, touched);
        checkSignOn(values, touched);
        if (touched.contains(ADMIN_EMAILS) && !values.get(ADMIN_EMAILS).isEmpty() && !environment.mailServer()) {
            throw Refusal.invalid(
                    ADMIN_EMAILS.path(),
                    "The realm has no mail server, so nobody could be written to. Set it up first.");
        }
    }

    /** Notice that nobody has chosen is no contradiction: it is then as long as the expiry lets it be. */
    private static void checkPasswordExpiry(SettingValues values, Set<Setting<?>> touched) {
        boolean isTouched = touched.contains(PASSWORD_EXPIRY_ENABLED)
                || touched.contains(PASSWORD_EXPIRY_DAYS)
                || touched.contains(PASSWORD_EXPIRY_NOTICE_DAYS);
        if (!isTouched || !values.get(PASSWORD_EXPIRY_ENABLED)) {
            return;
        }
        int notice = values.get(PASSWORD_EXPIRY_NOTICE_DAYS);
        boolean isChosen =
                touched.contains(PASSWORD_EXPIRY_NOTICE_DAYS) || notice != PASSWORD_EXPIRY_NOTICE_DAYS.absent();
        if (isChosen && notice >= values.get(PASSWORD_EXPIRY_DAYS)) {
            throw Refusal.invalid(
                    touched.contains(PASSWORD_EXPIRY_NOTICE_DAYS)
                            ? PASSWORD_EXPIRY_NOTICE_DAYS.path()
                            : PASSWORD_EXPIRY_DAYS.path(),
                    "'" + PASSWORD_EXPIRY_NOTICE_DAYS.path() + "' must be less than '" + PASSWORD_EXPIRY_DAYS.path()
                            + "': a reminder comes before the password expires.");
        }
    }

    private void checkSignOn(SettingValues values, Set<Setting<?>> touched) {
        if (touched.contains(SIGN_ON_METHOD) && values.get(SIGN_ON_METHOD) != SignOnMethod.EMBEDDED) {
            throw Refusal.invalid(
                    SIGN_ON_METHOD.path(),
                    "Signing on at another server is not possible in this version of Gatehouse.");
        }
        if (touched.contains(SIGN_ON_GOOGLE) && values.get(SIGN_ON_GOOGLE) && !environment.google()) {
            throw Refusal.invalid(
                    SIGN_ON_GOOGLE.path(),
                    "The realm has no identity provider of type Google with the alias google. Create it first.");
        }
        if (touched.contains(SIGN_ON_CLIENT_SECRET)
                && values.get(SIGN_ON_CLIENT_SECRET) != null
                && (values.get(SIGN_ON_FLOW) == SignOnFlow.IMPLICIT
                        || values.get(SIGN_ON_CLIENT_TYPE) == SignOnClientType.PUBLIC)) {
            throw Refusal.invalid(
                    SIGN_ON_CLIENT_SECRET.path(),
                    "Only a confidential client in the flow authorization_code has a secret.");
        }
    }
}
