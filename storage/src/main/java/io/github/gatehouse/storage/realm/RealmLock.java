package io.github.gatehouse.storage.realm;

import java.util.Map;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CachedRealmModel;
import org.keycloak.models.jpa.entities.RealmEntity;

/** Lets one administrator at a time change what belongs together in a realm, on all nodes. */
public final class RealmLock {

    private static final int TIMEOUT_MILLIS = 10_000;

    private RealmLock() {}

    /**
     * Waits for others who hold the lock, at most ten seconds; holds it until the transaction ends. From then on the realm shows what is in the database,
     * whatever was cached. To be called before anything is changed.
     *
     * @return false if others hold it for too long
     */
    public static boolean acquire(KeycloakSession session, RealmModel realm) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        try {
            entities.find(
                    RealmEntity.class,
                    realm.getId(),
                    LockModeType.PESSIMISTIC_WRITE,
                    Map.of("jakarta.persistence.lock.timeout", TIMEOUT_MILLIS));
        } catch (LockTimeoutException | PessimisticLockException e) {
            return false;
        }
        if (realm instanceof CachedRealmModel cached) {
            cached.invalidate();
        }
        return true;
    }
}
