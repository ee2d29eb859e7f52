package io.github.gatehouse.accountsecurity.onetimepassword;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.gatehouse.accountsecurity.password.PasswordReplacement;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.onetimepassword.JpaOneTimePasswordStore;
import io.github.gatehouse.storage.onetimepassword.OneTimePassword;
import io.github.gatehouse.storage.onetimepassword.OneTimePasswordSecret;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * Mails a one-time password to a user (rule P5). It is sent at once, not through the queue of notices: that would have to keep it. The user's own password stays good
 * until it is replaced, so that a mail that does not arrive locks nobody out; whichever is used, it has to be replaced.
 */
final class OneTimePasswordMail {

    private static final Logger LOG = Logger.getLogger(OneTimePasswordMail.class);
    private static final String TEMPLATE = "gatehouse-one-time-password.ftl";
    private static final String SUBJECT = "gatehouseOneTimePasswordSubject";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final Clock clock;

    OneTimePasswordMail(KeycloakSession session, RealmModel realm, UserModel user, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.clock = clock;
    }

    /**
     * Sends the mail, and then lets the password in it be used.
     *
     * @throws Refusal 400, if the user cannot get or use one; 502, if the mail server does not take the mail
     */
    OneTimePasswordRepresentation send() {
        requirePossible();
        Instant now = clock.instant();
        // In seconds, as Keycloak's own actions that administrators mail.
        Instant expiresAt = now.plus(Duration.ofSeconds(realm.getActionTokenGeneratedByAdminLifespan()))
                .truncatedTo(ChronoUnit.SECONDS);
        if (!new PasswordReplacement(realm, user).demand()) {
            throw Refusal.badRequest(
                    "password_read_only",
                    null,
                    "The password is in a directory that Keycloak cannot change, so nobody could replace the mailed one.");
        }
        String secret = OneTimePasswordSecret.generate();
        mail(secret, expiresAt);
        new JpaOneTimePasswordStore(session)
                .set(
                        realm.getId(),
                        user.getId(),
                        new OneTimePassword(
                                OneTimePasswordSecret.hash(user.getId(), secret), user.getEmail(), now, expiresAt));
        return new OneTimePasswordRepresentation(user.getEmail(), expiresAt.toString());
    }

    private void requirePossible() {
        if (user.getServiceAccountClientLink() != null) {
            throw Refusal.badRequest("service_account", null, "Service accounts have no password.");
        }
        if (!user.isEnabled()) {
            throw Refusal.badRequest("user_disabled", "enabled", "The user is disabled.");
        }
        if (user.getEmail() == null || user.getEmail().isBlank()) {
            throw Refusal.badRequest("no_email", "email", "The user has no e-mail address.");
        }
        if (realm.getSmtpConfig().isEmpty()) {
            throw Refusal.badRequest("no_mail_server", "smtpServer", "The realm has no mail server.");
        }
        RequiredActionProviderModel replace =
                realm.getRequiredActionProviderByAlias(RequiredAction.UPDATE_PASSWORD.name());
        if (replace == null || !replace.isEnabled()) {
            throw Refusal.badRequest(
                    "update_password_off",
                    "requiredActions",
                    "The realm's required action \"Update Password\" is off, so nobody would have to replace the password.");
        }
    }

    private void mail(String secret, Instant expiresAt) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("account", user.getUsername());
        attributes.put("secret", secret);
        attributes.put("expiresAt", TIME.format(expiresAt));
        try {
            EmailTemplateProvider mail = session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(user);
            mail.send(SUBJECT, List.of(displayName()), TEMPLATE, attributes);
        } catch (EmailException e) {
            LOG.errorf(e, "Realm %s: a one-time password could not be mailed, so none was set", realm.getName());
            throw Refusal.mailFailed("The mail server did not take the mail. Nothing was changed.");
        }
    }

    private String displayName() {
        String name = realm.getDisplayName();
        return name == null || name.isBlank() ? realm.getName() : name;
    }
}
