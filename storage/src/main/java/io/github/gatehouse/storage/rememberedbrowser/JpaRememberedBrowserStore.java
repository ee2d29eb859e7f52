package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Remembered browsers in Keycloak's own database. */
public final class JpaRememberedBrowserStore implements RememberedBrowserStore {

    private static final Map<BrowserRight, String> END = Map.of(
            BrowserRight.TRUSTED_DEVICE,
            "update RememberedBrowserEntity b set b.trustedAt = null, b.trustedUntil = null"
                    + " where b.realmId = :realm and b.trustedUntil is not null",
            BrowserRight.LOGIN_TOKEN,
            "update RememberedBrowserEntity b set b.signInAt = null, b.signInUntil = null"
                    + " where b.realmId = :realm and b.signInUntil is not null");

    private static final String OF_USER = " and b.userId = :user";

    private final EntityManager em;

    public JpaRememberedBrowserStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public Optional<RememberedBrowser> find(String series) {
        return em.createQuery(
                        "select b from RememberedBrowserEntity b where b.series = :series",
                        RememberedBrowserEntity.class)
                .setParameter("series", series)
                .getResultStream()
                .findFirst()
                .map(this::detached);
    }

    @Override
    public List<RememberedBrowser> list(String realmId, String userId, Instant now) {
        return em
                .createQuery(
                        "select b from RememberedBrowserEntity b where b.realmId = :realm and b.userId = :user"
                                + " and (b.trustedUntil > :now or b.signInUntil > :now)"
                                + " order by b.lastUsedAt desc, b.id",
                        RememberedBrowserEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(MOST_PER_USER)
                .getResultList()
                .stream()
                .map(this::detached)
                .toList();
    }

    /** The rows are changed by updates that the session does not see, so it must not keep them. */
    private RememberedBrowser detached(RememberedBrowserEntity entity) {
        em.detach(entity);
        return entity.toRememberedBrowser();
    }

    @Override
    public void create(NewRememberedBrowser browser) {
        makeRoom(browser);
        RememberedBrowserEntity entity = new RememberedBrowserEntity();
        entity.id = browser.id();
        entity.series = browser.secret().series();
        entity.realmId = browser.realmId();
        entity.userId = browser.userId();
        entity.secretHash = browser.secret().hash();
        entity.rotatedAt = browser.use().at().toEpochMilli();
        entity.epoch = browser.epoch();
        entity.used(browser.use());
        em.persist(entity);
        em.flush();
        em.detach(entity);
    }

    private void makeRoom(NewRememberedBrowser browser) {
        long now = browser.use().at().toEpochMilli();
        em.createQuery("delete from RememberedBrowserEntity b where b.realmId = :realm and b.userId = :user"
                        + " and (b.trustedUntil is null or b.trustedUntil <= :now)"
                        + " and (b.signInUntil is null or b.signInUntil <= :now)")
                .setParameter("realm", browser.realmId())
                .setParameter("user", browser.userId())
                .setParameter("now", now)
                .executeUpdate();
        List<String> tooMany = em.createQuery(
                        "select b.id from RememberedBrowserEntity b where b.realmId = :realm and b.userId = :user"
                                + " order by b.lastUsedAt desc, b.id",
                        String.class)
                .setParameter("realm", browser.realmId())
                .setParameter("user", browser.userId())
                .setFirstResult(MOST_PER_USER - 1)
                .getResultList();
        tooMany.forEach(this::delete);
    }

    @Override
    public boolean rotate(String series, String presentedHash, String nextHash, BrowserUse use) {
        return em.createQuery(
                                "update RememberedBrowserEntity b set b.previousHash = b.secretHash, b.secretHash = :next,"
                                        + " b.rotatedAt = :at, b.lastUsedAt = :at, b.lastUsedAddress = :address,"
                                        + " b.browser = :browser, b.system = :system, b.userAgent = :userAgent,"
                                        + " b.sessionId = :session where b.series = :series and b.secretHash = :presented")
                        .setParameter("next", nextHash)
                        .setParameter("at", use.at().toEpochMilli())
                        .setParameter("address", use.address())
                        .setParameter("browser", use.browser())
                        .setParameter("system", use.system())
                        .setParameter("userAgent", use.userAgent())
                        .setParameter("session", use.sessionId())
                        .setParameter("series", series)
                        .setParameter("presented", presentedHash)
                        .executeUpdate()
                == 1;
    }

    @Override
    public void grant(String id, BrowserRight right, RememberedBrowser.Right granted, Instant authenticatedAt) {
        boolean trust = right == BrowserRight.TRUSTED_DEVICE;
        em.createQuery("update RememberedBrowserEntity b set b.authenticatedAt = :authenticated, "
                        + (trust
                                ? "b.trustedAt = :since, b.trustedUntil = :until"
                                : "b.signInAt = :since, b.signInUntil = :until")
                        + " where b.id = :id")
                .setParameter("authenticated", authenticatedAt.toEpochMilli())
                .setParameter("since", granted.since().toEpochMilli())
                .setParameter("until", granted.until().toEpochMilli())
                .setParameter("id", id)
                .executeUpdate();
    }

    @Override
    public boolean end(String realmId, String userId, String id, BrowserRight right) {
        int ended = em.createQuery(END.get(right) + OF_USER + " and b.id = :id")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setParameter("id", id)
                .executeUpdate();
        forgetThoseWithoutRights(realmId, userId);
        return ended > 0;
    }

    @Override
    public int endAll(String realmId, String userId, BrowserRight right) {
        int ended = em.createQuery(END.get(right) + OF_USER)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
        forgetThoseWithoutRights(realmId, userId);
        return ended;
    }

    @Override
    public void endAllExceptOfSession(String realmId, String userId, BrowserRight right, String sessionId) {
        em.createQuery(END.get(right) + OF_USER + " and (b.sessionId is null or b.sessionId <> :session)")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setParameter("session", sessionId)
                .executeUpdate();
        forgetThoseWithoutRights(realmId, userId);
    }

    @Override
    public void endSession(String realmId, String userId, String sessionId) {
        int ended = em.createQuery(END.get(BrowserRight.LOGIN_TOKEN) + OF_USER + " and b.sessionId = :session")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setParameter("session", sessionId)
                .executeUpdate();
        if (ended > 0) {
            forgetThoseWithoutRights(realmId, userId);
        }
    }

    @Override
    public void endSession(String realmId, String sessionId) {
        em.createQuery(
                        "select distinct b.userId from RememberedBrowserEntity b"
                                + " where b.realmId = :realm and b.sessionId = :session",
                        String.class)
                .setParameter("realm", realmId)
                .setParameter("session", sessionId)
                .getResultList()
                .forEach(userId -> endSession(realmId, userId, sessionId));
    }

    private void forgetThoseWithoutRights(String realmId, String userId) {
        em.createQuery("delete from RememberedBrowserEntity b where b.realmId = :realm and b.userId = :user"
                        + " and b.trustedUntil is null and b.signInUntil is null")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void endOfRealm(String realmId, BrowserRight right) {
        em.createQuery(END.get(right)).setParameter("realm", realmId).executeUpdate();
    }

    @Override
    public boolean delete(String id) {
        return em.createQuery("delete from RememberedBrowserEntity b where b.id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        em.createQuery("delete from RememberedBrowserEntity b where b.realmId = :realm and b.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from RememberedBrowserEntity b where b.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
