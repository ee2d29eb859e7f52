package io.github.gatehouse.authenticators.sessionlimit;

import java.util.Optional;

import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.common.session.SessionLimits;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.sessionhistory.SessionEnding;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/**
 * Ends a session that is over by Gatehouse's limits (rules S3, S5) at the moment somebody wants to use it, before Keycloak notes that as activity. In a transaction of its
 * own, because what asked for it is refused.
 */
final class OverdueSession {

    private final KeycloakSession session;

    OverdueSession(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Of the session that a token names. The token is not verified here: all it can do is to have a session ended that is over anyway.
     *
     * @return whether the session is over
     */
    boolean endIfOver(String token) {
        try {
            AccessToken content = new JWSInput(token).readJsonContent(AccessToken.class);
            String id = content.getSessionId();
            RealmModel realm = session.getContext().getRealm();
            if (id == null) {
                return false;
            }
            // What an application keeps offline has the same id and lasts longer.
            boolean isOffline = TokenUtil.TOKEN_TYPE_OFFLINE.equals(content.getType());
            UserSessionModel online = isOffline ? null : session.sessions().getUserSession(realm, id);
            return endIfOver(online == null ? session.sessions().getOfflineUserSession(realm, id) : online);
        } catch (JWSInputException e) {
            // No such token: Keycloak refuses it, or it is one that has no session.
            return false;
        }
    }

    /** Of this session; null is none. */
    boolean endIfOver(UserSessionModel used) {
        if (used == null) {
            return false;
        }
        RealmModel realm = session.getContext().getRealm();
        Optional<SessionEndReason> over = new SessionLimits(session, realm, KeycloakClock.INSTANCE).over(used);
        over.ifPresent(reason -> SessionEnding.endApart(
                session.getKeycloakSessionFactory(), realm.getId(), used.getId(), reason, KeycloakClock.INSTANCE));
        return over.isPresent();
    }
}
