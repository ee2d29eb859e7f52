package io.github.gatehouse.storage.realm;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;

import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Lets one transaction at a time change what belongs together in a realm, on all nodes. */
public final class RealmLock {

    private static final Logger LOG = Logger.getLogger(RealmLock.class);
    private static final int TIMEOUT_MILLIS = 10_000;

    private RealmLock() {}

    /**
     * Waits for others who hold the lock, at most ten seconds; holds it until the session's transaction ends. To be called before anything of the realm is read
     * in this session: what was read before stays as it was.
     *
     * @return false if others hold it for too long, or there is no such realm
     */
    public static boolean acquire(KeycloakSession session, String realmId) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        try {
            // Not EntityManager.find with a lock: Hibernate may read the realm first and lock it afterwards, so that
            // what it
            // has read is from before the wait.
            return !entities.createNativeQuery("select ID from {h-schema}REALM where ID = :id for update")
                    .setParameter("id", realmId)
                    .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS)
                    .getResultList()
                    .isEmpty();
        } catch (LockTimeoutException | PessimisticLockException | QueryTimeoutException e) {
            LOG.infof(e, "Realm %s is being changed by somebody else for longer than %d ms", realmId, TIMEOUT_MILLIS);
            return false;
        }
    }
}
