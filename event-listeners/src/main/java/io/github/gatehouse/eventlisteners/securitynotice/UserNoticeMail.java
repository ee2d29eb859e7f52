package io.github.gatehouse.eventlisteners.securitynotice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/**
 * Mails a {@link UserNotice} to the user, if the e-mail address is verified, and to the realm's admin e-mail addresses (rule L4). Off the request that caused it, one
 * attempt each: a dead mail server slows and fails nothing, and the event stays.
 */
final class UserNoticeMail {

    private static final Logger LOG = Logger.getLogger(UserNoticeMail.class);
    private static final String EXECUTOR = "gatehouse-user-notices";
    private static final String TEMPLATE = "gatehouse-user-notice.ftl";
    private static final String TO_USER = "gatehouseUserNotice";
    private static final String TO_ADMINISTRATORS = "gatehouseAdminNotice";

    private final KeycloakSessionFactory factory;
    private final ExecutorService executor;

    UserNoticeMail(KeycloakSession session) {
        this.factory = session.getKeycloakSessionFactory();
        this.executor = session.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR);
    }

    void send(UserNotice notice) {
        try {
            executor.execute(() -> KeycloakModelUtils.runJobInTransaction(factory, session -> send(session, notice)));
        } catch (RejectedExecutionException e) {
            LOG.warnf(e, "A notice about user %s was not mailed: too many are waiting", notice.userId());
        }
    }

    private static void send(KeycloakSession session, UserNotice notice) {
        RealmModel realm = session.realms().getRealm(notice.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, notice.userId());
        if (user == null) {
            return;
        }
        if (user.getEmail() != null && user.isEmailVerified()) {
            send(session, realm, user, user, notice, TO_USER);
        }
        for (String address : AdminAddresses.of(realm)) {
            UserModel administrator = new InMemoryUserAdapter(session, realm, address);
            administrator.setEmail(address);
            send(session, realm, administrator, user, notice, TO_ADMINISTRATORS);
        }
    }

    private static void send(
            KeycloakSession session,
            RealmModel realm,
            UserModel recipient,
            UserModel about,
            UserNotice notice,
            String messages) {
        String message = messages + notice.kind();
        Map<String, Object> content = new HashMap<>();
        content.put("noticeText", message + "Text");
        content.put("noticeAdvice", message + "Advice");
        content.put("account", about.getUsername());
        content.put("at", notice.at());
        content.put("address", notice.address());
        content.put("until", notice.until());
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(recipient)
                    .send(message + "Subject", List.of(AdminAddresses.displayName(realm)), TEMPLATE, content);
        } catch (EmailException e) {
            LOG.warnf(e, "A notice about user %s could not be mailed", notice.userId());
        }
    }
}
