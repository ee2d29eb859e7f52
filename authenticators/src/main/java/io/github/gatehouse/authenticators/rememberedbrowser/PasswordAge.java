package io.github.gatehouse.authenticators.rememberedbrowser;

import java.time.Duration;

import org.keycloak.common.util.Time;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Whether the realm's password policy says that the user's password has expired (rule P8). */
final class PasswordAge {

    private PasswordAge() {}

    static boolean isExpired(RealmModel realm, UserModel user) {
        PasswordPolicy policy = realm.getPasswordPolicy();
        int days = policy == null ? -1 : policy.getDaysToExpirePassword();
        if (days < 0) {
            return false;
        }
        long oldest = Time.currentTimeMillis() - Duration.ofDays(days).toMillis();
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .anyMatch(password -> password.getCreatedDate() == null || password.getCreatedDate() < oldest);
    }
}
