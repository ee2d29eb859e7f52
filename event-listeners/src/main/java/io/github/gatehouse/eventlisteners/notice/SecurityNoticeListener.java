package io.github.gatehouse.eventlisteners.notice;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;

import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.events.RequiredWork;
import io.github.gatehouse.common.settings.SettingTypes;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import io.github.gatehouse.storage.rememberedbrowser.CurrentBrowser;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Puts into the queue what users and administrators are to be told, in the transaction of what has happened (rules P5, L4 and X4). */
final class SecurityNoticeListener implements EventListenerProvider {

    private static final Set<String> OF_GATEHOUSE = Set.of(AdminResourceTypes.SETTINGS, AdminResourceTypes.SETUP);
    private static final String NEW_ADMINISTRATOR = "new-administrator";

    private final KeycloakSession session;
    private final NoticeQueue queue;

    /** Keycloak makes an administrator's listeners before it does what they are told of. */
    private final Instant since;

    SecurityNoticeListener(KeycloakSession session, NoticeSender sender) {
        this.session = session;
        this.since = KeycloakClock.INSTANCE.instant();
        this.queue = new NoticeQueue(session, sender, KeycloakClock.INSTANCE);
    }

    @Override
    public void onEvent(Event event) {
        Optional<AccountNotice> notice = AccountNotice.of(event);
        boolean isSignIn = event.getType() == EventType.LOGIN && event.getUserId() != null;
        if (notice.isEmpty() && !isSignIn) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        UserModel user = realm == null ? null : session.users().getUserById(realm, event.getUserId());
        if (user == null) {
            return;
        }
        notice.ifPresent(told -> tell(realm, user, told));
        if (isSignIn) {
            queue.wakeSenderAfterCommit();
            RequiredWork.beforeCommit(session, () -> new KnownBrowsers(session, realm, KeycloakClock.INSTANCE)
                    .signedIn(event, user)
                    .ifPresent(told -> tell(realm, user, told)));
        }
    }

    private void tell(RealmModel realm, UserModel user, AccountNotice notice) {
        NoticeContent content =
                notice.content().with(NoticeContent.ACCOUNT, user.getUsername()).with(NoticeContent.DEVICE, device());
        queue.toUser(realm, user, notice.kind(), content);
        if (notice.toAdministrators()) {
            queue.toAdministrators(realm, notice.kind(), content);
        }
    }

    /** The browser that sent the request; null if there was none. */
    private String device() {
        HttpHeaders headers = session.getContext().getRequestHeaders();
        if (headers == null) {
            return null;
        }
        BrowserUse use = CurrentBrowser.use(session, KeycloakClock.INSTANCE.instant(), null);
        if (use.browser() == null || use.system() == null) {
            return use.browser() == null ? use.system() : use.browser();
        }
        return use.browser() + ", " + use.system();
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() != null) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return;
        }
        if (OF_GATEHOUSE.contains(event.getResourceTypeAsString())) {
            tellOfGatehouse(realm, event);
            return;
        }
        ChangedUser.of(session, realm, event, since)
                .ifPresent(changed -> queue.toUser(
                        realm,
                        changed.user(),
                        changed.notice().kind(),
                        changed.notice()
                                .content()
                                .with(NoticeContent.ACCOUNT, changed.user().getUsername())));
        List<String> given = new NewAdministrators(session, realm).of(event);
        if (!given.isEmpty()) {
            NoticeContent content = new NoticeContent(SecurityNotice.values(event), given)
                    .with(NoticeContent.ADMINISTRATOR, administrator(event.getAuthDetails()));
            queue.toAdministrators(realm, NEW_ADMINISTRATOR, content);
        }
    }

    private void tellOfGatehouse(RealmModel realm, AdminEvent event) {
        SecurityNotice notice = SecurityNotice.of(event);
        Set<String> addresses = new LinkedHashSet<>(AdminAddresses.of(session, realm));
        // Who was taken off the list is told so: else the list would be the first thing that an intruder empties.
        addresses.addAll(SettingTypes.addresses(notice.adminEmailsBefore()));
        NoticeContent content =
                notice.content().with(NoticeContent.ADMINISTRATOR, administrator(event.getAuthDetails()));
        addresses.forEach(address -> queue.toAdministrator(realm, address, notice.kind(), content));
    }

    private String administrator(AuthDetails auth) {
        RealmModel realm = session.realms().getRealm(auth.getRealmId());
        UserModel user = realm == null ? null : session.users().getUserById(realm, auth.getUserId());
        return user == null ? NoticeContent.UNKNOWN : user.getUsername() + " (" + realm.getName() + ")";
    }

    @Override
    public void close() {}
}
