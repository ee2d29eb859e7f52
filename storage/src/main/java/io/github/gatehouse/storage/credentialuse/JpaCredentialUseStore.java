package io.github.gatehouse.storage.credentialuse;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** In Keycloak's own database. */
public final class JpaCredentialUseStore implements CredentialUseStore {

    private final EntityManager em;

    public JpaCredentialUseStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public Map<String, BrowserUse> ofUser(String realmId, String userId) {
        return em.createQuery(
                        "select u from CredentialUseEntity u where u.realmId = :realm and u.userId = :user",
                        CredentialUseEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getResultStream()
                .collect(Collectors.toMap(
                        use -> use.credentialId,
                        use -> new BrowserUse(
                                Instant.ofEpochMilli(use.lastUsedAt),
                                use.lastUsedAddress,
                                use.browser,
                                use.system,
                                use.userAgent,
                                null)));
    }

    @Override
    public void record(String realmId, String userId, String credentialId, BrowserUse use) {
        CredentialUseEntity entity = em.find(CredentialUseEntity.class, credentialId);
        boolean isNew = entity == null;
        if (isNew) {
            entity = new CredentialUseEntity();
            entity.credentialId = credentialId;
            entity.realmId = realmId;
            entity.userId = userId;
        }
        entity.lastUsedAt = use.at().toEpochMilli();
        entity.lastUsedAddress = use.address();
        entity.browser = use.browser();
        entity.system = use.system();
        entity.userAgent = use.userAgent();
        if (isNew) {
            em.persist(entity);
        }
    }

    @Override
    public void delete(String realmId, String userId, String credentialId) {
        ofUserQuery(" and u.credentialId = :credential", realmId, userId)
                .setParameter("credential", credentialId)
                .executeUpdate();
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        ofUserQuery("", realmId, userId).executeUpdate();
    }

    private Query ofUserQuery(String condition, String realmId, String userId) {
        return em.createQuery(
                        "delete from CredentialUseEntity u where u.realmId = :realm and u.userId = :user" + condition)
                .setParameter("realm", realmId)
                .setParameter("user", userId);
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from CredentialUseEntity u where u.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
