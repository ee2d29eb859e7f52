package io.github.gatehouse.storage.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import org.hibernate.exception.ConstraintViolationException;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;

/** Lockouts in Keycloak's own database. */
public final class JpaLockoutStore implements LockoutStore {

    /** For whoever waits behind an administrator's transaction that deletes the row. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private static final String OF_KEY = " where l.realmId = :realm and l.userId = :user and l.browserId = :browser";

    /** Places that are held; none of them counts any more once the lease is over. */
    private static final String HELD = "(case when l.leaseUntil <= :now then 0 else l.inFlight end)";

    private static final String WITHOUT_OWN_PLACE =
            "(case when l.inFlight >= :places then l.inFlight - :places else 0 end)";

    /** Whoever comes second waits for the row and is then compared with what the first has left (READ COMMITTED; on MariaDB also REPEATABLE READ). */
    private static final String ADMIT = "update LockoutEntity l set l.inFlight = " + HELD + " + 1,"
            + " l.leaseUntil = :lease" + OF_KEY
            + " and l.blockedUntil <= :now and mod(l.failures, :perBlock) + " + HELD + " < :perBlock";

    private static final String RELEASE =
            "update LockoutEntity l set l.inFlight = l.inFlight - 1" + OF_KEY + " and l.inFlight > 0";

    private static final String COUNT = "update LockoutEntity l set l.failures = l.failures + 1,"
            + " l.lastFailureAt = :now, l.lastFailureAddress = :address,"
            + " l.inFlight = " + WITHOUT_OWN_PLACE + OF_KEY
            + " and l.blockedUntil <= :now";

    private static final String BLOCK = "update LockoutEntity l set l.blockedUntil = :until" + OF_KEY;

    /** Of the browser and of all others in one statement; the place is the browser's. */
    private static final String RESET = "update LockoutEntity l set l.failures = 0, l.blockedUntil = 0,"
            + " l.lastFailureAt = 0, l.lastFailureAddress = null,"
            + " l.inFlight = case when l.browserId = :browser then " + WITHOUT_OWN_PLACE + " else l.inFlight end"
            + " where l.realmId = :realm and l.userId = :user and l.browserId in (:browser, :anyBrowser)"
            + " and (l.failures > 0 or (l.browserId = :browser and :places > 0 and l.inFlight > 0))";

    private static final String INSERT = "insert into LockoutEntity"
            + " (realmId, userId, browserId, failures, blockedUntil, lastFailureAt, inFlight, leaseUntil)"
            + " values (:realm, :user, :browser, 0, 0L, 0L, 0, 0L)"
            + " on conflict (realmId, userId, browserId) do nothing";

    private final EntityManager em;

    public JpaLockoutStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public Admission admit(LockoutKey key, BlockRule rule, Instant now, Instant leaseUntil) {
        if (tryAdmit(key, rule, now, leaseUntil)) {
            return Admission.ADMITTED;
        }
        return find(key)
                .map(found -> found.isBlocked(now) ? Admission.BLOCKED : Admission.BUSY)
                .orElse(Admission.UNKNOWN);
    }

    @Override
    public void create(LockoutKey key) {
        try {
            of(key, INSERT).executeUpdate();
        } catch (ConstraintViolationException e) {
            // Not every database has "on conflict": H2 is told to look first, which parallel requests do at the same
            // time.
            throw new ModelDuplicateException("Counted for already: " + key, e);
        }
    }

    private boolean tryAdmit(LockoutKey key, BlockRule rule, Instant now, Instant leaseUntil) {
        return of(key, ADMIT)
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("lease", leaseUntil.toEpochMilli())
                        .setParameter("perBlock", rule.failuresPerBlock())
                        .executeUpdate()
                > 0;
    }

    @Override
    public void release(LockoutKey key) {
        of(key, RELEASE).executeUpdate();
    }

    @Override
    public Optional<CountedFailure> countFailure(
            LockoutKey key, BlockRule rule, boolean heldPlace, String address, Instant now) {
        int counts = of(key, COUNT)
                .setParameter("now", now.toEpochMilli())
                .setParameter("address", address)
                .setParameter("places", heldPlace ? 1 : 0)
                .executeUpdate();
        if (counts == 0) {
            return Optional.empty();
        }
        // The row is locked by the update: what is read now stays so until the end of this transaction.
        Lockout counted = find(key).orElseThrow();
        Duration block = rule.blockAfter(counted.failures());
        if (block.isZero()) {
            return Optional.of(new CountedFailure(counted, false));
        }
        Instant until = now.plus(block);
        of(key, BLOCK).setParameter("until", until.toEpochMilli()).executeUpdate();
        Lockout blocked =
                new Lockout(key, counted.failures(), until, counted.lastFailureAt(), counted.lastFailureAddress());
        return Optional.of(new CountedFailure(blocked, true));
    }

    @Override
    public void reset(LockoutKey key, boolean heldPlace) {
        of(key, RESET)
                .setParameter("anyBrowser", LockoutKey.ANY_BROWSER)
                .setParameter("places", heldPlace ? 1 : 0)
                .executeUpdate();
    }

    @Override
    public List<Lockout> find(String realmId, String userId) {
        return em
                .createQuery(
                        "select l from LockoutEntity l where l.realmId = :realm and l.userId = :user",
                        LockoutEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getResultList()
                .stream()
                .map(LockoutEntity::toLockout)
                .toList();
    }

    /** Read as values: an entity of an earlier read would be returned as it was then. */
    private Optional<Lockout> find(LockoutKey key) {
        return em.createQuery(
                        "select l.failures, l.blockedUntil, l.lastFailureAt, l.lastFailureAddress from LockoutEntity l"
                                + OF_KEY,
                        Object[].class)
                .setParameter("realm", key.realmId())
                .setParameter("user", key.userId())
                .setParameter("browser", key.browserId())
                .getResultStream()
                .findFirst()
                .map(row -> new Lockout(
                        key,
                        (Integer) row[0],
                        Instant.ofEpochMilli((Long) row[1]),
                        Instant.ofEpochMilli((Long) row[2]),
                        (String) row[3]));
    }

    private Query of(LockoutKey key, String statement) {
        return em.createQuery(statement)
                .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS)
                .setParameter("realm", key.realmId())
                .setParameter("user", key.userId())
                .setParameter("browser", key.browserId());
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        em.createQuery("delete from LockoutEntity l where l.realmId = :realm and l.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from LockoutEntity l where l.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
