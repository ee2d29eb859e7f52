package io.github.gatehouse.authenticators.rememberedbrowser;

import java.time.Instant;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Whether somebody has ended all sessions of the realm or of the user since (Keycloak's not-before): login tokens end with them. */
final class EndedSessions {

    private EndedSessions() {}

    static boolean isEnded(KeycloakSession session, RealmModel realm, UserModel user, Instant since) {
        long last = Math.max(realm.getNotBefore(), session.users().getNotBeforeOfUser(realm, user));
        return since.getEpochSecond() < last;
    }
}
