package io.github.gatehouse.storage.sessionhistory;

import java.time.Clock;

import io.github.gatehouse.common.events.SessionDetails;
import io.github.gatehouse.common.session.SessionEndReason;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;

/** Ends sessions, the part that applications keep offline included, and records why (rules S1, S2). */
public final class SessionEnding {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final SessionHistoryStore history;
    private final Clock clock;

    public SessionEnding(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.history = new JpaSessionHistoryStore(session);
        this.clock = clock;
    }

    /**
     * Ends a session within a request: clients are told (back-channel logout), and so is an identity provider from which the user came.
     *
     * @return whether there was one
     */
    public boolean end(String id, SessionEndReason reason) {
        UserSessionModel online = session.sessions().getUserSession(realm, id);
        UserSessionModel offline = session.sessions().getOfflineUserSession(realm, id);
        UserSessionModel any = online == null ? offline : online;
        if (any == null) {
            return false;
        }
        UserModel user = any.getUser();
        history.end(realm.getId(), id, reason, clock.instant());
        if (online != null) {
            AuthenticationManager.backchannelLogout(session, online, true);
        }
        if (offline != null) {
            AuthenticationManager.backchannelLogout(session, offline, true);
        }
        report(new EventBuilder(realm, session, session.getContext().getConnection()), user, id, reason);
        return true;
    }

    /** Ends a session where there is no request, or one that will be refused and undone: without telling clients. In a transaction of its own. */
    public static void endApart(
            KeycloakSessionFactory factory, String realmId, String id, SessionEndReason reason, Clock clock) {
        KeycloakModelUtils.runJobInTransaction(factory, own -> {
            RealmModel realm = own.realms().getRealm(realmId);
            if (realm != null) {
                own.getContext().setRealm(realm);
                new SessionEnding(own, realm, clock).endQuietly(id, reason);
            }
        });
    }

    /**
     * Ends a session without telling clients, which learn of it when they next use a token. A user's own limit of inactivity ends what the user has in front of them;
     * what an application keeps offline goes on.
     */
    public void endQuietly(String id, SessionEndReason reason) {
        UserSessionModel online = session.sessions().getUserSession(realm, id);
        UserSessionModel offline = session.sessions().getOfflineUserSession(realm, id);
        boolean goesOn = reason == SessionEndReason.AUTOMATIC_LOGOUT && offline != null;
        boolean ended = goesOn ? online != null : history.end(realm.getId(), id, reason, clock.instant());
        UserModel user = online != null ? online.getUser() : offline != null ? offline.getUser() : null;
        if (online != null) {
            session.sessions().removeUserSession(realm, online);
        }
        if (offline != null && !goesOn) {
            new UserSessionManager(session).revokeOfflineUserSession(offline);
        }
        if (user != null && ended) {
            report(new EventBuilder(realm, session), user, id, reason);
        }
    }

    private static void report(EventBuilder event, UserModel user, String id, SessionEndReason reason) {
        event.event(EventType.LOGOUT)
                .user(user)
                .session(id)
                .detail(Details.REASON, reason.toString())
                .detail(SessionDetails.END_REASON, reason.toString())
                .success();
    }
}
