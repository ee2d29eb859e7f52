package io.github.gatehouse.storage.realm;

import java.util.Map;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;

import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.RealmEntity;

/** Lets one transaction at a time change what belongs together in a realm, on all nodes. */
public final class RealmLock {

    private static final Logger LOG = Logger.getLogger(RealmLock.class);
    private static final int TIMEOUT_MILLIS = 10_000;

    private RealmLock() {}

    /**
     * Waits for others who hold the lock, at most ten seconds; holds it until the session's transaction ends. To be called before anything of the realm is read
     * in this session: what was read before stays as it was.
     *
     * @return false if others hold it for too long
     */
    public static boolean acquire(KeycloakSession session, String realmId) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        try {
            entities.find(
                    RealmEntity.class,
                    realmId,
                    LockModeType.PESSIMISTIC_WRITE,
                    Map.of("jakarta.persistence.lock.timeout", TIMEOUT_MILLIS));
            return true;
        } catch (LockTimeoutException | PessimisticLockException e) {
            LOG.infof(e, "The lock of realm %s was not to be had", realmId);
            return false;
        }
    }
}
