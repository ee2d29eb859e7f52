package io.github.gatehouse.authenticators.lockout;

import java.util.List;

import io.github.gatehouse.storage.lockout.JpaLockoutStore;
import io.github.gatehouse.storage.lockout.Lockout;
import io.github.gatehouse.storage.lockout.LockoutStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.UserLoginFailureProvider;
import org.keycloak.services.managers.BruteForceProtector;

/** Lets Keycloak's attack detection show and remove Gatehouse's lockouts, in realms that use it. */
final class LockoutLoginFailureProvider implements UserLoginFailureProvider {

    private final KeycloakSession session;
    private final UserLoginFailureProvider stock;

    LockoutLoginFailureProvider(KeycloakSession session, UserLoginFailureProvider stock) {
        this.session = session;
        this.stock = stock;
    }

    @Override
    public UserLoginFailureModel getUserLoginFailure(RealmModel realm, String userId) {
        if (!isOurs(realm)) {
            return stock.getUserLoginFailure(realm, userId);
        }
        List<Lockout> lockouts = store().find(realm.getId(), userId).stream()
                .filter(lockout -> lockout.failures() > 0)
                .toList();
        return lockouts.isEmpty() ? null : new LockoutLoginFailure(userId, lockouts);
    }

    @Override
    public UserLoginFailureModel addUserLoginFailure(RealmModel realm, String userId) {
        if (isOurs(realm)) {
            throw new UnsupportedOperationException("In this realm Gatehouse counts failed attempts by itself");
        }
        return stock.addUserLoginFailure(realm, userId);
    }

    @Override
    public void removeUserLoginFailure(RealmModel realm, String userId) {
        if (isOurs(realm)) {
            store().deleteOfUser(realm.getId(), userId);
        } else {
            stock.removeUserLoginFailure(realm, userId);
        }
    }

    @Override
    public void removeAllUserLoginFailures(RealmModel realm) {
        if (isOurs(realm)) {
            store().deleteOfRealm(realm.getId());
        } else {
            stock.removeAllUserLoginFailures(realm);
        }
    }

    @Override
    public void updateWithLatestRealmSettings(RealmModel realm) {
        stock.updateWithLatestRealmSettings(realm);
    }

    /** Not where the server was told to go on using Keycloak's protector, which writes what it counts through here. */
    private boolean isOurs(RealmModel realm) {
        return LockoutConfig.of(realm).enabled()
                && session.getProvider(BruteForceProtector.class) instanceof LockoutProtector;
    }

    private LockoutStore store() {
        return new JpaLockoutStore(session);
    }

    @Override
    public void close() {}
}
