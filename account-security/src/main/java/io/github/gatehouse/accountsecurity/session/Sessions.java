package io.github.gatehouse.accountsecurity.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.common.session.SessionLimits;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.JpaRememberedBrowserStore;
import io.github.gatehouse.storage.sessionhistory.JpaSessionHistoryStore;
import io.github.gatehouse.storage.sessionhistory.RecordedSession;
import io.github.gatehouse.storage.sessionhistory.RecordedSession.Impersonator;
import io.github.gatehouse.storage.sessionhistory.SessionEnding;
import io.github.gatehouse.storage.sessionhistory.SessionHistoryStore;
import org.keycloak.device.DeviceActivityManager;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.representations.account.DeviceRepresentation;

/**
 * The sessions of one user, live and ended (rules S1, S2). What Keycloak has is the truth about which last: a record whose session is gone is closed when it is read, and a
 * session without a record (begun before Gatehouse was there) is shown all the same.
 */
final class Sessions {

    /** The most live sessions of a user that are listed. */
    private static final int MOST_LIVE = 1000;

    /** A session this young can be recorded already and not yet be visible in Keycloak's store. */
    private static final Duration BEGINNING = Duration.ofMinutes(1);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final String currentId;
    private final boolean forAdministrator;
    private final SessionHistoryStore history;
    private final Clock clock;

    private Sessions(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            String currentId,
            boolean forAdministrator,
            Clock clock) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.currentId = currentId;
        this.forAdministrator = forAdministrator;
        this.history = new JpaSessionHistoryStore(session);
        this.clock = clock;
    }

    /** As the user sees them, who asks in one of them. */
    static Sessions own(KeycloakSession session, RealmModel realm, UserSessionModel current, Clock clock) {
        return new Sessions(session, realm, current.getUser(), current.getId(), false, clock);
    }

    /** As an administrator sees them. */
    static Sessions of(KeycloakSession session, RealmModel realm, UserModel user, Clock clock) {
        return new Sessions(session, realm, user, null, true, clock);
    }

    /** The current one first, then the other live ones, the last begun first, then those that ended, the last ended first. */
    List<SessionRepresentation> list(SessionState state, Page page) {
        List<SessionRepresentation> listed = new ArrayList<>();
        int before = 0;
        if (state != SessionState.ENDED) {
            List<SessionRepresentation> live = live();
            before = live.size();
            live.stream().skip(page.first()).limit(page.max()).forEach(listed::add);
        }
        int rest = page.max() - listed.size();
        if (state != SessionState.ACTIVE && rest > 0) {
            history.ended(realm.getId(), user.getId(), Math.max(0, page.first() - before), rest).stream()
                    .map(this::ended)
                    .forEach(listed::add);
        }
        return listed;
    }

    private List<SessionRepresentation> live() {
        LiveSessions sessions = new LiveSessions(session, realm, clock);
        Map<String, UserSessionModel> live = sessions.of(user);
        Map<String, RecordedSession> recorded = new HashMap<>();
        Instant now = clock.instant();
        for (RecordedSession record : history.active(realm.getId(), user.getId(), 0, MOST_LIVE)) {
            if (live.containsKey(record.id())) {
                recorded.put(record.id(), record);
            } else {
                close(record, sessions, now);
            }
        }
        return live.values().stream()
                .sorted(Comparator.comparing(
                                (UserSessionModel one) -> !one.getId().equals(currentId))
                        .thenComparing(UserSessionModel::getStarted, Comparator.reverseOrder()))
                .limit(MOST_LIVE)
                .map(one ->
                        recorded.containsKey(one.getId()) ? active(recorded.get(one.getId()), one) : withoutRecord(one))
                .toList();
    }

    private void close(RecordedSession record, LiveSessions sessions, Instant now) {
        Optional<SessionEndReason> refused = sessions.whyRefused(record.id());
        if (refused.isPresent()) {
            new SessionEnding(session, realm, clock).endQuietly(record.id(), refused.get());
        } else if (record.startedAt().plus(BEGINNING).isBefore(now)) {
            boolean isTimedOut = expiry(
                            record.offline(), record.remembered(), record.startedAt(), record.lastActivityAt())
                    .isBefore(now);
            history.end(
                    realm.getId(),
                    record.id(),
                    isTimedOut ? SessionEndReason.TIMED_OUT : SessionEndReason.UNKNOWN,
                    now);
        }
    }

    private SessionRepresentation active(RecordedSession record, UserSessionModel live) {
        return new SessionRepresentation(
                record.id(),
                SessionRepresentation.ACTIVE,
                record.id().equals(currentId),
                record.browser().browser(),
                record.browser().system(),
                record.browser().userAgent(),
                record.browser().address(),
                record.clientId(),
                clientName(record.clientId()),
                SessionRepresentation.time(record.startedAt()),
                SessionRepresentation.time(later(record.lastActivityAt(), SessionLimits.lastActivity(live))),
                null,
                null,
                SessionRepresentation.time(expiry(live)),
                live.isRememberMe(),
                record.offline() || live.isOffline(),
                record.impersonator().isPresent(),
                name(record.impersonator().orElse(null)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private SessionRepresentation withoutRecord(UserSessionModel live) {
        DeviceRepresentation device = device(live);
        String client = live.getAuthenticatedClientSessions().values().stream()
                .map(clientSession -> clientSession.getClient().getClientId())
                .sorted()
                .findFirst()
                .orElse(null);
        String impersonator = live.getNote(ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString());
        return new SessionRepresentation(
                live.getId(),
                SessionRepresentation.ACTIVE,
                live.getId().equals(currentId),
                device == null ? null : ControlCharacters.removedFrom(device.getBrowser()),
                device == null ? null : ControlCharacters.removedFrom(device.getOs()),
                null,
                live.getIpAddress(),
                client,
                clientName(client),
                SessionRepresentation.time(Instant.ofEpochSecond(live.getStarted())),
                SessionRepresentation.time(SessionLimits.lastActivity(live)),
                null,
                null,
                SessionRepresentation.time(expiry(live)),
                live.isRememberMe(),
                live.isOffline(),
                impersonator != null,
                forAdministrator ? impersonator : null);
    }

    private static DeviceRepresentation device(UserSessionModel live) {
        return DeviceActivityManager.getCurrentDevice(live);
    }

    private SessionRepresentation ended(RecordedSession record) {
        return new SessionRepresentation(
                record.id(),
                SessionRepresentation.ENDED,
                false,
                record.browser().browser(),
                record.browser().system(),
                record.browser().userAgent(),
                record.browser().address(),
                record.clientId(),
                clientName(record.clientId()),
                SessionRepresentation.time(record.startedAt()),
                SessionRepresentation.time(record.lastActivityAt()),
                SessionRepresentation.time(record.endedAt().orElse(null)),
                record.endReason().map(SessionEndReason::toString).orElse(null),
                null,
                record.remembered(),
                record.offline(),
                record.impersonator().isPresent(),
                name(record.impersonator().orElse(null)));
    }

    private String name(Impersonator impersonator) {
        return forAdministrator && impersonator != null ? impersonator.name() : null;
    }

    private String clientName(String clientId) {
        ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
        return client == null ? null : client.getName();
    }

    private Instant expiry(UserSessionModel live) {
        return expiry(
                live.isOffline(),
                live.isRememberMe(),
                Instant.ofEpochSecond(live.getStarted()),
                SessionLimits.lastActivity(live));
    }

    private Instant expiry(boolean offline, boolean remembered, Instant started, Instant lastActivity) {
        long idle = SessionExpirationUtils.calculateUserSessionIdleTimestamp(
                offline, remembered, lastActivity.toEpochMilli(), realm);
        long most = SessionExpirationUtils.calculateUserSessionMaxLifespanTimestamp(
                offline, remembered, started.toEpochMilli(), realm);
        return Instant.ofEpochMilli(most < 0 ? idle : Math.min(idle, most));
    }

    /**
     * Ends one.
     *
     * @return whether the user had it
     */
    boolean end(String id, SessionEndReason reason) {
        UserSessionModel live = live(id);
        return live != null
                && live.getUser().getId().equals(user.getId())
                && new SessionEnding(session, realm, clock).end(id, reason);
    }

    private UserSessionModel live(String id) {
        if (ControlCharacters.in(id)) {
            return null;
        }
        UserSessionModel online = session.sessions().getUserSession(realm, id);
        return online == null ? session.sessions().getOfflineUserSession(realm, id) : online;
    }

    /**
     * Ends all, or all but the current one, and the login tokens of the browsers concerned.
     *
     * @return how many
     */
    int endAll(boolean currentToo, SessionEndReason reason) {
        SessionEnding ending = new SessionEnding(session, realm, clock);
        List<String> ids = new ArrayList<>();
        session.sessions()
                .getUserSessionsStream(realm, user)
                .map(UserSessionModel::getId)
                .forEach(ids::add);
        session.sessions()
                .getOfflineUserSessionsStream(realm, user)
                .map(UserSessionModel::getId)
                .forEach(ids::add);
        JpaRememberedBrowserStore browsers = new JpaRememberedBrowserStore(session);
        if (currentToo || currentId == null) {
            browsers.endAll(realm.getId(), user.getId(), BrowserRight.LOGIN_TOKEN);
        } else {
            browsers.endAllExceptOfSession(realm.getId(), user.getId(), BrowserRight.LOGIN_TOKEN, currentId);
        }
        int ended = 0;
        for (String id : ids.stream().distinct().toList()) {
            boolean isCurrent = id.equals(currentId);
            if (!isCurrent && ending.end(id, reason)) {
                ended++;
            }
        }
        // The own one last: what follows may no longer be allowed to do anything.
        if (currentToo && currentId != null && ending.end(currentId, SessionEndReason.SIGNED_OUT)) {
            ended++;
        }
        return ended;
    }
}
