package io.github.gatehouse.eventlisteners.notice;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.UriBuilder;

import io.github.gatehouse.common.notice.NotMeToken;
import io.github.gatehouse.storage.notice.Notice;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/** Writes the mail for a notice, or one mail for several to the same address, in the language of whom it is for, and hands it to the realm's mail server. */
final class NoticeMail {

    private static final String TO_USER_TEMPLATE = "gatehouse-user-notice.ftl";
    private static final String OF_REALM_TEMPLATE = "gatehouse-security-notice.ftl";
    private static final String BUNDLE_TEMPLATE = "gatehouse-notice-bundle.ftl";
    private static final String BUNDLE_SUBJECT = "gatehouseNoticeBundleSubject";

    private final KeycloakSession session;

    NoticeMail(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Sends. Does nothing if the realm or the user is gone.
     *
     * @param notices for one address; several only for an administrator's
     */
    void send(List<Notice> notices) throws EmailException {
        Notice first = notices.get(0);
        RealmModel realm = session.realms().getRealm(first.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        UserModel recipient = recipient(realm, first);
        if (recipient == null) {
            return;
        }
        EmailTemplateProvider mail =
                session.getProvider(EmailTemplateProvider.class).setRealm(realm).setUser(recipient);
        String realmName = AdminAddresses.displayName(realm);
        if (notices.size() > 1) {
            Map<String, Object> attributes = new HashMap<>();
            attributes.put(
                    "notices", notices.stream().map(NoticeMail::attributes).toList());
            mail.send(BUNDLE_SUBJECT, List.of(realmName, notices.size()), BUNDLE_TEMPLATE, attributes, first.address());
            return;
        }
        Map<String, Object> attributes = attributes(first);
        notMeLink(realm, first, attributes).ifPresent(link -> attributes.put("link", link));
        mail.send(
                attributes.get("message") + "Subject",
                List.of(realmName),
                attributes.containsKey(NoticeContent.ADMINISTRATOR) ? OF_REALM_TEMPLATE : TO_USER_TEMPLATE,
                attributes,
                first.address());
    }

    /** Made now, so that no secret lies in the queue. */
    private Optional<String> notMeLink(RealmModel realm, Notice notice, Map<String, Object> attributes) {
        if (!notice.kind().equals(KnownBrowsers.KIND) || notice.userId().isEmpty()) {
            return Optional.empty();
        }
        String token = NotMeToken.issue(
                session,
                realm,
                notice.userId().get(),
                notice.address(),
                (String) attributes.get(KnownBrowsers.BROWSER_ID),
                Instant.ofEpochSecond(Long.parseLong((String) attributes.get(KnownBrowsers.EXPIRES_AT))));
        return Optional.of(RealmsResource.realmBaseUrl(UriBuilder.fromUri((String) attributes.get(KnownBrowsers.BASE)))
                .path("account-security/not-me")
                .queryParam("key", token)
                .build(realm.getName())
                .toString());
    }

    private UserModel recipient(RealmModel realm, Notice notice) {
        if (notice.userId().isPresent()) {
            return session.users().getUserById(realm, notice.userId().get());
        }
        UserModel administrator = new InMemoryUserAdapter(session, realm, notice.address());
        administrator.setEmail(notice.address());
        return administrator;
    }

    /** For the template. Keycloak changes the map that it is given. */
    private static Map<String, Object> attributes(Notice notice) {
        NoticeContent content = NoticeContent.fromJson(notice.content());
        boolean byAdministrator = content.values().containsKey(NoticeContent.ADMINISTRATOR);
        Map<String, Object> attributes = new HashMap<>();
        for (String name : List.of(
                NoticeContent.ACCOUNT,
                NoticeContent.AT,
                NoticeContent.ADDRESS,
                NoticeContent.DEVICE,
                NoticeContent.UNTIL,
                NoticeContent.SUBJECT)) {
            attributes.put(name, content.value(name));
        }
        attributes.putAll(content.values());
        attributes.put("details", content.details());
        String message = NoticeMessages.of(notice.kind(), notice.userId().isPresent(), byAdministrator);
        attributes.put("message", message);
        attributes.put("noticeText", message + "Text");
        attributes.put("noticeAdvice", message + "Advice");
        return attributes;
    }
}
