package io.github.gatehouse.storage.secondfactor;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import io.github.gatehouse.storage.jpa.UserKey;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/** In Keycloak's own database. */
public final class JpaSecondFactorGraceStore implements SecondFactorGraceStore {

    private final KeycloakSession session;

    public JpaSecondFactorGraceStore(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Instant since(String realmId, String userId, Instant now) {
        return find(realmId, userId).orElseGet(() -> {
            try {
                // In a transaction of its own: a parallel sign-in of the same user may be quicker, and that must not
                // fail this one.
                KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), own -> {
                    SecondFactorGraceEntity grace = new SecondFactorGraceEntity();
                    grace.realmId = realmId;
                    grace.userId = userId;
                    grace.since = now.toEpochMilli();
                    entityManager(own).persist(grace);
                });
                return now;
            } catch (ModelDuplicateException e) {
                return find(realmId, userId).orElse(now);
            }
        });
    }

    private Optional<Instant> find(String realmId, String userId) {
        return Optional.ofNullable(
                        entityManager(session).find(SecondFactorGraceEntity.class, new UserKey(realmId, userId)))
                .map(grace -> Instant.ofEpochMilli(grace.since));
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        entityManager(session)
                .createQuery("delete from SecondFactorGraceEntity g where g.realmId = :realm and g.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        entityManager(session)
                .createQuery("delete from SecondFactorGraceEntity g where g.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
