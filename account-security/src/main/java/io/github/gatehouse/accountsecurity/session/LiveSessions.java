package io.github.gatehouse.accountsecurity.session;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.common.session.SessionLimits;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.services.managers.AuthenticationManager;

/** A user's sessions as Keycloak has them now: by id, the online part where there are two, without those that Keycloak or Gatehouse would no longer accept. */
final class LiveSessions {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final SessionLimits limits;

    LiveSessions(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.limits = new SessionLimits(session, realm, clock);
    }

    Map<String, UserSessionModel> of(UserModel user) {
        Map<String, UserSessionModel> live = new LinkedHashMap<>();
        List<UserSessionModel> offline =
                session.sessions().getOfflineUserSessionsStream(realm, user).toList();
        offline.stream().filter(this::isAccepted).forEach(one -> live.put(one.getId(), one));
        List<UserSessionModel> online =
                session.sessions().getUserSessionsStream(realm, user).toList();
        online.stream().filter(this::isAccepted).forEach(one -> live.put(one.getId(), one));
        return live;
    }

    private boolean isAccepted(UserSessionModel one) {
        return one.getPersistenceState() != SessionPersistenceState.TRANSIENT
                && AuthenticationManager.isSessionValid(realm, one)
                && limits.over(one).isEmpty();
    }

    /** Why a session that Keycloak still has is not accepted any more; empty if Keycloak has none. */
    Optional<SessionEndReason> whyRefused(String id) {
        UserSessionModel online = session.sessions().getUserSession(realm, id);
        if (online == null) {
            return Optional.empty();
        }
        Optional<SessionEndReason> over = limits.over(online);
        if (over.isPresent()) {
            return over;
        }
        return Optional.of(
                online.isRememberMe() && !realm.isRememberMe()
                        ? SessionEndReason.REMEMBER_ME_OFF
                        : SessionEndReason.TIMED_OUT);
    }
}
