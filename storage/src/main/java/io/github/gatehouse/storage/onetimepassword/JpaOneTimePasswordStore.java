package io.github.gatehouse.storage.onetimepassword;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** In Keycloak's own database. */
public final class JpaOneTimePasswordStore implements OneTimePasswordStore {

    private static final String OF_USER = " OneTimePasswordEntity p where p.realmId = :realm and p.userId = :user";

    private final EntityManager em;

    public JpaOneTimePasswordStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public void set(String realmId, String userId, OneTimePassword password) {
        deleteOfUser(realmId, userId);
        OneTimePasswordEntity entity = new OneTimePasswordEntity();
        entity.realmId = realmId;
        entity.userId = userId;
        entity.secretHash = password.secretHash();
        entity.address = password.address();
        entity.issuedAt = password.issuedAt().toEpochMilli();
        entity.expiresAt = password.expiresAt().toEpochMilli();
        em.persist(entity);
        em.flush();
        em.detach(entity);
    }

    @Override
    public Optional<OneTimePassword> find(String realmId, String userId) {
        return em
                .createQuery("select p from" + OF_USER, OneTimePasswordEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getResultList()
                .stream()
                .map(this::detached)
                .findFirst();
    }

    /** The row is deleted by a statement that the session does not see, so it must not keep it. */
    private OneTimePassword detached(OneTimePasswordEntity entity) {
        em.detach(entity);
        return new OneTimePassword(
                entity.secretHash,
                entity.address,
                Instant.ofEpochMilli(entity.issuedAt),
                Instant.ofEpochMilli(entity.expiresAt));
    }

    @Override
    public boolean use(String realmId, String userId, String secretHash) {
        return em.createQuery("delete from" + OF_USER + " and p.secretHash = :hash")
                        .setParameter("realm", realmId)
                        .setParameter("user", userId)
                        .setParameter("hash", secretHash)
                        .executeUpdate()
                == 1;
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        em.createQuery("delete from" + OF_USER)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from OneTimePasswordEntity p where p.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
