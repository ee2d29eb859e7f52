package io.github.gatehouse.storage.knownbrowser;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import io.github.gatehouse.storage.usercache.CachedWithUser;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** In Keycloak's own database. */
public final class JpaKnownBrowserStore implements KnownBrowserStore {

    private static final String CACHE_KEY = "gatehouse.knownBrowsers";

    private final KeycloakSession session;
    private final EntityManager em;

    public JpaKnownBrowserStore(KeycloakSession session) {
        this.session = session;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public List<KnownBrowser> list(String realmId, String userId) {
        return em
                .createQuery(
                        "select b from KnownBrowserEntity b where b.realmId = :realm and b.userId = :user"
                                + " order by b.lastUsedAt desc, b.id",
                        KnownBrowserEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getResultList()
                .stream()
                .map(this::detached)
                .toList();
    }

    @Override
    public List<KnownBrowser> cached(String realmId, UserModel user) {
        return CachedWithUser.get(user, CACHE_KEY, () -> list(realmId, user.getId()));
    }

    /** The rows are changed by updates that the session does not see, so it must not keep them. */
    private KnownBrowser detached(KnownBrowserEntity entity) {
        em.detach(entity);
        return entity.toKnownBrowser();
    }

    @Override
    public void add(String realmId, String userId, KnownBrowser browser, List<KnownBrowser> others) {
        others.stream().skip(MOST_PER_USER - 1L).forEach(oldest -> forget(realmId, userId, oldest.id()));
        KnownBrowserEntity entity = new KnownBrowserEntity();
        entity.id = browser.id();
        entity.realmId = realmId;
        entity.userId = userId;
        entity.secretHash = browser.secretHash();
        entity.lastUsedAt = browser.lastUsedAt().toEpochMilli();
        em.persist(entity);
        CachedWithUser.evict(session, realmId, userId, CACHE_KEY);
    }

    @Override
    public void used(String realmId, String userId, String id, Instant at) {
        em.createQuery("update KnownBrowserEntity b set b.lastUsedAt = :at where b.id = :id")
                .setParameter("at", at.toEpochMilli())
                .setParameter("id", id)
                .executeUpdate();
        CachedWithUser.evict(session, realmId, userId, CACHE_KEY);
    }

    @Override
    public boolean forget(String realmId, String userId, String id) {
        boolean wasKnown = ofUser(" and b.id = :id", realmId, userId)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
        CachedWithUser.evict(session, realmId, userId, CACHE_KEY);
        return wasKnown;
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        ofUser("", realmId, userId).executeUpdate();
    }

    private Query ofUser(String condition, String realmId, String userId) {
        return em.createQuery(
                        "delete from KnownBrowserEntity b where b.realmId = :realm and b.userId = :user" + condition)
                .setParameter("realm", realmId)
                .setParameter("user", userId);
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from KnownBrowserEntity b where b.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
