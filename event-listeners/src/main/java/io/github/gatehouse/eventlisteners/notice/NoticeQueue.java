package io.github.gatehouse.eventlisteners.notice;

import java.time.Clock;
import java.util.Optional;

import io.github.gatehouse.storage.notice.JpaNoticeStore;
import io.github.gatehouse.storage.notice.NewNotice;
import io.github.gatehouse.storage.notice.NoticeStore;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Puts notices into the queue, in the transaction of what has happened: what is rolled back is told to nobody, and what is committed is told even if the node dies at
 * once. The sender is woken after the commit. Nothing is kept in realms without a mail server.
 */
final class NoticeQueue {

    private static final Logger LOG = Logger.getLogger(NoticeQueue.class);

    private final KeycloakSession session;
    private final Clock clock;
    private final SenderWaking waking;
    private boolean isWakingEnlisted;

    NoticeQueue(KeycloakSession session, NoticeSender sender, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.waking = new SenderWaking(sender::wake);
    }

    /** To the user, if the e-mail address is confirmed. */
    void toUser(RealmModel realm, UserModel user, String kind, NoticeContent content) {
        if (user.getEmail() != null && user.isEmailVerified()) {
            add(realm, Optional.of(user.getId()), user.getEmail(), kind, content);
        }
    }

    void toAdministrators(RealmModel realm, String kind, NoticeContent content) {
        AdminAddresses.of(session, realm).forEach(address -> toAdministrator(realm, address, kind, content));
    }

    void toAdministrator(RealmModel realm, String address, String kind, NoticeContent content) {
        add(realm, Optional.empty(), address, kind, content);
    }

    private void add(RealmModel realm, Optional<String> userId, String address, String kind, NoticeContent content) {
        if (realm.getSmtpConfig().isEmpty()) {
            return;
        }
        if (address.length() > NewNotice.LONGEST_ADDRESS) {
            LOG.warnf("Realm %s: an address is too long, so a security notice was not mailed", realm.getName());
            return;
        }
        NoticeStore store = new JpaNoticeStore(session);
        wakeSenderAfterCommit();
        store.add(new NewNotice(realm.getId(), userId, address, kind, content.toJson(), clock.instant()));
        waking.noticeWasAdded();
    }

    /** Wakes the sender if there is anything to send. Keycloak (26.7) must be told before it begins with the commit. */
    void wakeSenderAfterCommit() {
        if (!isWakingEnlisted) {
            isWakingEnlisted = true;
            session.getTransactionManager().enlistAfterCompletion(waking);
        }
    }
}
