package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.storage.sessionhistory.RecordedSession;
import io.github.gatehouse.storage.sessionhistory.SessionHistoryStore;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Records sessions that an administrator ended through Keycloak's own REST or console: one, those of a user, or all of the realm. */
final class AdministratorsEnd {

    private static final Pattern ONE = Pattern.compile("(?:.*/)?sessions/([^/]+)");
    private static final Pattern OF_USER = Pattern.compile("(?:.*/)?users/([^/]+)/logout");
    private static final Pattern OF_REALM = Pattern.compile("(?:.*/)?logout-all");

    /** Sessions of a user that are looked at; further ones are noticed when somebody looks. */
    private static final int MOST = 1000;

    private final KeycloakSession session;
    private final SessionHistoryStore history;
    private final Clock clock;

    AdministratorsEnd(KeycloakSession session, SessionHistoryStore history, Clock clock) {
        this.session = session;
        this.history = history;
        this.clock = clock;
    }

    void onEvent(AdminEvent event) {
        String path = event.getResourcePath();
        RealmModel realm = path == null ? null : session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return;
        }
        if (event.getOperationType() == OperationType.DELETE) {
            Matcher one = ONE.matcher(path);
            if (one.matches()) {
                endIfGone(realm, one.group(1));
            }
        } else if (event.getOperationType() == OperationType.ACTION) {
            Matcher ofUser = OF_USER.matcher(path);
            if (ofUser.matches()) {
                history.active(realm.getId(), ofUser.group(1), 0, MOST)
                        .forEach((RecordedSession recorded) -> endIfGone(realm, recorded.id()));
            } else if (OF_REALM.matcher(path).matches()) {
                endAll(realm);
            }
        }
    }

    /** Where Keycloak stores all sessions, as it does by default (26.7), it takes what applications keep offline as well; else it leaves that. */
    private void endAll(RealmModel realm) {
        Instant now = clock.instant();
        boolean isOfflineLeft;
        try (Stream<UserSessionModel> offline = session.sessions().readOnlyStreamOfflineUserSessions(realm)) {
            isOfflineLeft = offline.findAny().isPresent();
        }
        if (isOfflineLeft) {
            history.endAll(realm.getId(), SessionEndReason.ENDED_BY_ADMINISTRATOR, now);
        } else {
            history.endAllBefore(realm.getId(), now.plusSeconds(1), SessionEndReason.ENDED_BY_ADMINISTRATOR, now);
        }
    }

    private void endIfGone(RealmModel realm, String id) {
        if (session.sessions().getUserSession(realm, id) == null
                && session.sessions().getOfflineUserSession(realm, id) == null) {
            history.end(realm.getId(), id, SessionEndReason.ENDED_BY_ADMINISTRATOR, clock.instant());
        }
        history.lookAt(id, clock.instant());
    }
}
