package io.github.gatehouse.eventlisteners.securitylog;

import java.util.Objects;
import java.util.Optional;

import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStoragePrivateUtil;

/** What everybody else still sees while the transaction that an event belongs to has not ended. Only looked at for what administrators do. */
final class CommittedState {

    private CommittedState() {}

    /** Whose session it is that has just been removed. */
    static Optional<String> userOfSession(KeycloakSession session, RealmModel realm, String sessionId) {
        String realmId = realm.getId();
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), own -> {
            RealmModel committed = own.realms().getRealm(realmId);
            if (committed == null) {
                return Optional.empty();
            }
            own.getContext().setRealm(committed);
            UserSessionModel found = own.sessions().getUserSession(committed, sessionId);
            if (found == null) {
                found = own.sessions().getOfflineUserSession(committed, sessionId);
            }
            return Optional.ofNullable(found).map(UserSessionModel::getUser).map(UserModel::getId);
        });
    }

    /**
     * Whether the user has a password now, and it is not the one that is stored. Read past Keycloak's cache of users, in which an import puts what is not committed yet.
     */
    static boolean isPasswordAnother(KeycloakSession session, RealmModel realm, String userId) {
        String now = password(session, realm, userId);
        if (now == null) {
            return false;
        }
        String realmId = realm.getId();
        String stored = KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), own -> {
            RealmModel committed = own.realms().getRealm(realmId);
            if (committed == null) {
                return null;
            }
            own.getContext().setRealm(committed);
            return password(own, committed, userId);
        });
        return !Objects.equals(now, stored);
    }

    private static String password(KeycloakSession session, RealmModel realm, String userId) {
        UserModel user = StorageId.isLocalStorage(userId)
                ? UserStoragePrivateUtil.userLocalStorage(session).getUserById(realm, userId)
                : session.users().getUserById(realm, userId);
        return user == null
                ? null
                : user.credentialManager()
                        .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                        .findFirst()
                        .map(CredentialModel::getSecretData)
                        .orElse(null);
    }
}
