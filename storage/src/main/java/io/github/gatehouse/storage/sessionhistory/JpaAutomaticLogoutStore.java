package io.github.gatehouse.storage.sessionhistory;

import java.time.Duration;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import io.github.gatehouse.storage.jpa.UserKey;
import io.github.gatehouse.storage.usercache.CachedWithUser;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Users' own limits of inactivity in Keycloak's own database. */
public final class JpaAutomaticLogoutStore implements AutomaticLogoutStore {

    private static final String CACHE_KEY = "gatehouse.automaticLogout";

    private final KeycloakSession session;
    private final EntityManager em;

    public JpaAutomaticLogoutStore(KeycloakSession session) {
        this.session = session;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public Optional<Duration> find(String realmId, String userId) {
        return Optional.ofNullable(em.find(AutomaticLogoutEntity.class, new UserKey(realmId, userId)))
                .map(entity -> Duration.ofMinutes(entity.minutes));
    }

    @Override
    public Optional<Duration> cached(String realmId, UserModel user) {
        return CachedWithUser.get(
                user,
                CACHE_KEY,
                () -> KeycloakModelUtils.runJobInTransactionWithResult(
                        session.getKeycloakSessionFactory(),
                        own -> new JpaAutomaticLogoutStore(own).find(realmId, user.getId())));
    }

    @Override
    public void set(String realmId, String userId, Optional<Duration> limit) {
        CachedWithUser.evict(session, realmId, userId, CACHE_KEY);
        AutomaticLogoutEntity entity = em.find(AutomaticLogoutEntity.class, new UserKey(realmId, userId));
        if (limit.isEmpty()) {
            if (entity != null) {
                em.remove(entity);
            }
            return;
        }
        int minutes = Math.toIntExact(limit.get().toMinutes());
        if (entity != null) {
            entity.minutes = minutes;
            return;
        }
        AutomaticLogoutEntity created = new AutomaticLogoutEntity();
        created.realmId = realmId;
        created.userId = userId;
        created.minutes = minutes;
        em.persist(created);
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        em.createQuery("delete from AutomaticLogoutEntity a where a.realmId = :realm and a.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from AutomaticLogoutEntity a where a.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
