package io.github.gatehouse.eventlisteners.securitynotice;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

import io.github.gatehouse.common.settings.SettingTypes;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/**
 * Mails a notice to the realm's admin e-mail addresses (rule L4), off the request that caused it: a dead mail server slows and fails nothing. What could not be
 * mailed is in the log, and all of it is among the realm's admin events.
 */
final class SecurityNoticeMail {

    private static final Logger LOG = Logger.getLogger(SecurityNoticeMail.class);
    private static final String EXECUTOR = "gatehouse-security-notices";
    private static final String TEMPLATE = "gatehouse-security-notice.ftl";
    private static final String MESSAGE = "gatehouseSecurityNotice";

    private final KeycloakSessionFactory factory;
    private final ExecutorService executor;

    SecurityNoticeMail(KeycloakSession session) {
        this.factory = session.getKeycloakSessionFactory();
        this.executor = session.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR);
    }

    void send(AdminEvent event) {
        try {
            executor.execute(() -> KeycloakModelUtils.runJobInTransaction(factory, session -> send(session, event)));
        } catch (RejectedExecutionException e) {
            LOG.warnf(e, "A security notice of realm %s was not mailed: too many are waiting", event.getRealmName());
        }
    }

    private static void send(KeycloakSession session, AdminEvent event) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        SecurityNotice notice = SecurityNotice.of(event);
        Set<String> addresses = new LinkedHashSet<>(AdminAddresses.of(realm));
        // Who was taken off the list is told so: else the list would be the first thing that an intruder empties.
        addresses.addAll(SettingTypes.addresses(notice.adminEmailsBefore()));
        if (addresses.isEmpty()) {
            return;
        }
        Map<String, Object> content = content(session, event, notice);
        for (String address : addresses) {
            try {
                // Keycloak changes the map that it is given.
                send(session, realm, address, new HashMap<>(content));
            } catch (EmailException e) {
                LOG.warnf(e, "A security notice of realm %s could not be mailed to an admin address", realm.getName());
            }
        }
    }

    private static Map<String, Object> content(KeycloakSession session, AdminEvent event, SecurityNotice notice) {
        Map<String, Object> content = new HashMap<>();
        content.put("noticeText", MESSAGE + notice.kind() + "Text");
        content.put("details", notice.details());
        content.put("at", notice.at());
        content.put("address", notice.address() == null ? "–" : notice.address());
        content.put("administrator", administrator(session, event.getAuthDetails()));
        content.put("kind", notice.kind());
        return content;
    }

    private static String administrator(KeycloakSession session, AuthDetails auth) {
        RealmModel realm = session.realms().getRealm(auth.getRealmId());
        UserModel user = realm == null ? null : session.users().getUserById(realm, auth.getUserId());
        return user == null ? "–" : user.getUsername() + " (" + realm.getName() + ")";
    }

    private static void send(KeycloakSession session, RealmModel realm, String address, Map<String, Object> content)
            throws EmailException {
        UserModel recipient = new InMemoryUserAdapter(session, realm, address);
        recipient.setEmail(address);
        session.getProvider(EmailTemplateProvider.class)
                .setRealm(realm)
                .setUser(recipient)
                .send(
                        MESSAGE + content.get("kind") + "Subject",
                        List.of(AdminAddresses.displayName(realm)),
                        TEMPLATE,
                        content);
    }
}
