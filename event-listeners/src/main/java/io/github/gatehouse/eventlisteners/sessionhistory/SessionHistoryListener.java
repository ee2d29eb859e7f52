package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.gatehouse.common.events.RequiredWork;
import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.common.session.SessionNotes;
import io.github.gatehouse.storage.rememberedbrowser.CurrentBrowser;
import io.github.gatehouse.storage.sessionhistory.JpaAutomaticLogoutStore;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import io.github.gatehouse.storage.sessionhistory.RecordedSession;
import io.github.gatehouse.storage.sessionhistory.RecordedSession.Impersonator;
import io.github.gatehouse.storage.sessionhistory.SessionHistoryStore;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.util.TokenUtil;

/** Keeps the history of sessions (rule S1): their begin and end in the transaction of what has happened, their activity in memory until it is written. */
final class SessionHistoryListener implements EventListenerProvider {

    /** After these a user has a session, a new one or one that goes on. */
    private static final Set<EventType> BEGIN = Set.of(
            EventType.LOGIN,
            EventType.IMPERSONATE,
            EventType.TOKEN_EXCHANGE,
            EventType.AUTHREQID_TO_TOKEN,
            EventType.OAUTH2_DEVICE_CODE_TO_TOKEN);

    private static final Set<EventType> ACTIVITY = Set.of(EventType.REFRESH_TOKEN, EventType.CODE_TO_TOKEN);

    /** How often a session is looked at in which somebody works in the user's name. */
    private static final Duration IMPERSONATION_CHECK = Duration.ofSeconds(30);

    private final KeycloakSession session;
    private final SessionActivities activities;
    private final Clock clock;

    SessionHistoryListener(KeycloakSession session, SessionActivities activities, Clock clock) {
        this.session = session;
        this.activities = activities;
        this.clock = clock;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getSessionId() == null || event.getUserId() == null || event.getError() != null) {
            return;
        }
        if (BEGIN.contains(event.getType())) {
            RequiredWork.run(session, () -> begin(event));
        }
        if (BEGIN.contains(event.getType()) || ACTIVITY.contains(event.getType())) {
            noteActivity(event);
        } else if (event.getType() == EventType.LOGOUT) {
            SessionEndReason reason = EndOfSession.reason(session, event);
            RequiredWork.beforeCommit(session, () -> end(event, reason));
        } else if (event.getType() == EventType.USER_SESSION_DELETED) {
            RequiredWork.beforeCommit(session, () -> expire(event));
        }
    }

    private void begin(Event event) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        UserSessionModel begun = realm == null ? null : begun(realm, event.getSessionId());
        if (begun == null
                || begun.getPersistenceState() == SessionPersistenceState.TRANSIENT
                || begun.getNote(SessionNotes.RECORDED) != null
                || begun.getUser().getServiceAccountClientLink() != null) {
            return;
        }
        Optional<Impersonator> impersonator = ImpersonatorOfRequest.of(session, begun, event);
        // A manager's session has the realm's limits, not the user's own (rule S5).
        Optional<Duration> limit = impersonator.isPresent()
                ? Optional.empty()
                : new JpaAutomaticLogoutStore(session).cached(realm.getId(), begun.getUser());
        begun.setNote(SessionNotes.RECORDED, Boolean.TRUE.toString());
        limit.ifPresent(own -> begun.setNote(SessionNotes.AUTOMATIC_LOGOUT_MINUTES, String.valueOf(own.toMinutes())));
        Instant now = clock.instant();
        Optional<Instant> due =
                impersonator.isPresent() ? Optional.of(now.plus(IMPERSONATION_CHECK)) : limit.map(now::plus);
        RecordedSession recorded = new RecordedSession(
                begun.getId(),
                realm.getId(),
                event.getUserId(),
                Instant.ofEpochSecond(begun.getStarted()),
                now,
                Optional.empty(),
                Optional.empty(),
                CurrentBrowser.use(session, now, begun.getId()),
                event.getClientId(),
                begun.isRememberMe(),
                begun.isOffline() || isOffline(event),
                impersonator);
        RequiredWork.beforeCommit(session, () -> history().begin(recorded, limit, due));
    }

    /** A session that is only kept offline has no online part from the beginning. */
    private UserSessionModel begun(RealmModel realm, String id) {
        UserSessionModel online = session.sessions().getUserSession(realm, id);
        return online == null ? session.sessions().getOfflineUserSession(realm, id) : online;
    }

    private void noteActivity(Event event) {
        activities.note(event.getSessionId(), clock.instant());
        if (event.getType() == EventType.CODE_TO_TOKEN && isOffline(event)) {
            RequiredWork.beforeCommit(session, () -> history().markOffline(event.getRealmId(), event.getSessionId()));
        }
    }

    private static boolean isOffline(Event event) {
        Map<String, String> details = event.getDetails();
        return details != null && TokenUtil.TOKEN_TYPE_OFFLINE.equals(details.get(Details.REFRESH_TOKEN_TYPE));
    }

    /** An application that keeps the session offline goes on, unless it was ended as well. */
    private void end(Event event, SessionEndReason reason) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm != null && session.sessions().getOfflineUserSession(realm, event.getSessionId()) == null) {
            history().end(realm.getId(), event.getSessionId(), reason, clock.instant());
        }
        history().lookAt(event.getSessionId(), clock.instant());
    }

    /** What an application keeps offline lasts longer than the session; if that is what ended, it is noticed when somebody looks. */
    private void expire(Event event) {
        String reason = event.getDetails() == null ? null : event.getDetails().get(Details.REASON);
        history()
                .endUnlessOffline(
                        event.getRealmId(),
                        event.getSessionId(),
                        Details.INVALID_USER_SESSION_REMEMBER_ME_REASON.equals(reason)
                                ? SessionEndReason.REMEMBER_ME_OFF
                                : SessionEndReason.TIMED_OUT,
                        clock.instant());
        history().lookAt(event.getSessionId(), clock.instant());
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() == null) {
            RequiredWork.beforeCommit(session, () -> new AdministratorsEnd(session, history(), clock).onEvent(event));
        }
    }

    private SessionHistoryStore history() {
        return new JpaSessionHistoryStore(session);
    }

    @Override
    public void close() {}
}
