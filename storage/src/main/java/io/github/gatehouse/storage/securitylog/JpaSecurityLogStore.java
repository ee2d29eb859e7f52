package io.github.gatehouse.storage.securitylog;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Security logs in Keycloak's own database. */
public final class JpaSecurityLogStore implements SecurityLogStore {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;

    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_ID = 255;

    /** An entry that is so much later than now was written while a clock was wrong: it must not keep all that follow it from being deleted. */
    private static final Duration WRONG_CLOCK = Duration.ofDays(1);

    private final EntityManager em;

    public JpaSecurityLogStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public void append(List<NewSecurityLogEntry> entries) {
        entries.stream().map(JpaSecurityLogStore::entity).forEach(em::persist);
        em.flush();
    }

    private static SecurityLogEntity entity(NewSecurityLogEntry entry) {
        SecurityLogEntity entity = new SecurityLogEntity();
        entity.id = EntryId.at(entry.at());
        entity.realmId = entry.realmId();
        entity.at = entry.at().toEpochMilli();
        entity.category = entry.kind().category().code();
        entity.kind = entry.kind().code();
        entity.outcome = entry.kind().outcome().code();
        entity.actorId = entry.actor().map(SecurityLogPerson::userId).orElse(null);
        entity.actorRealmId = entry.actor().map(SecurityLogPerson::realmId).orElse(null);
        entity.impersonated = entry.impersonated();
        entity.userId = entry.userId().orElse(null);
        entity.address = BoundedText.of(entry.address(), LONGEST_ADDRESS);
        entity.browser = BoundedText.of(entry.browser(), LONGEST_NAME);
        entity.system = BoundedText.of(entry.system(), LONGEST_NAME);
        entity.clientId = BoundedText.of(entry.clientId(), LONGEST_ID);
        entity.sessionId = BoundedText.of(entry.sessionId(), LONGEST_ID);
        entity.details = EntryDetails.write(entry.details());
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        entity.salt = HexFormat.of().formatHex(salt);
        entity.personalHash = EntryHash.personal(entity);
        return entity;
    }

    @Override
    public List<SecurityLogEntry> list(SecurityLogQuery query, int first, int max) {
        return entries(query(query, Optional.empty()).setFirstResult(first).setMaxResults(max));
    }

    @Override
    public List<SecurityLogEntry> listOlder(SecurityLogQuery query, Optional<String> olderThan, int max) {
        return entries(query(query, olderThan).setMaxResults(max));
    }

    /** Each combination is a range of one index, read backwards; only a kind is looked for within its category. */
    private TypedQuery<SecurityLogEntity> query(SecurityLogQuery query, Optional<String> olderThan) {
        Optional<SecurityLogCategory> category =
                query.category().or(() -> query.kind().map(SecurityLogKind::category));
        StringBuilder jpql = new StringBuilder("select e from SecurityLogEntity e where e.realmId = :realm");
        query.userId().ifPresent(user -> jpql.append(" and e.userId = :user"));
        category.ifPresent(value -> jpql.append(" and e.category = :category"));
        query.kind().ifPresent(value -> jpql.append(" and e.kind = :kind"));
        query.from().ifPresent(value -> jpql.append(" and e.id >= :from"));
        query.to().ifPresent(value -> jpql.append(" and e.id < :to"));
        olderThan.ifPresent(value -> jpql.append(" and e.id < :olderThan"));
        jpql.append(" order by e.id desc");
        TypedQuery<SecurityLogEntity> typed =
                em.createQuery(jpql.toString(), SecurityLogEntity.class).setParameter("realm", query.realmId());
        query.userId().ifPresent(user -> typed.setParameter("user", user));
        category.ifPresent(value -> typed.setParameter("category", value.code()));
        query.kind().ifPresent(value -> typed.setParameter("kind", value.code()));
        query.from().ifPresent(value -> typed.setParameter("from", EntryId.first(value)));
        query.to().ifPresent(value -> typed.setParameter("to", EntryId.first(value)));
        olderThan.ifPresent(value -> typed.setParameter("olderThan", value));
        return typed;
    }

    private List<SecurityLogEntry> entries(TypedQuery<SecurityLogEntity> query) {
        return query.getResultList().stream().map(this::detached).toList();
    }

    /** Long lists are read in one session, which must not keep them. */
    private SecurityLogEntry detached(SecurityLogEntity entity) {
        em.detach(entity);
        return new SecurityLogEntry(
                entity.id,
                entity.realmId,
                Optional.ofNullable(entity.userId),
                entity.category,
                entity.kind,
                entity.outcome,
                Instant.ofEpochMilli(entity.at),
                Optional.ofNullable(entity.actorId).map(actor -> new SecurityLogPerson(entity.actorRealmId, actor)),
                entity.impersonated,
                entity.address,
                entity.browser,
                entity.system,
                entity.clientId,
                entity.sessionId,
                EntryDetails.read(entity.details),
                entity.isErased());
    }

    @Override
    public List<String> realmsToSeal() {
        // One look into the index of the chain for each realm, whatever the size of the log.
        return em.createQuery(
                        "select r.id from RealmEntity r where exists"
                                + " (select 1 from SecurityLogEntity e where e.realmId = r.id and e.sequence is null)",
                        String.class)
                .getResultList();
    }

    @Override
    public int seal(String realmId, int max) {
        SecurityLogChainEntity chain = locked(realmId).orElseGet(() -> begin(realmId));
        // Ordered by the number as well, which none of them has: so it is the order of the index.
        List<SecurityLogEntity> waiting = em.createQuery(
                        "select e from SecurityLogEntity e where e.realmId = :realm and e.sequence is null"
                                + " order by e.sequence, e.id",
                        SecurityLogEntity.class)
                .setParameter("realm", realmId)
                .setMaxResults(max)
                .getResultList();
        for (SecurityLogEntity entry : waiting) {
            entry.sequence = chain.headSequence + 1;
            entry.hash = EntryHash.chained(chain.headHash, entry.sequence, entry);
            chain.headSequence = entry.sequence;
            chain.headHash = entry.hash;
        }
        em.flush();
        return waiting.size();
    }

    /** The realm's chain, as it is once nobody else holds it; held until the transaction ends. */
    private Optional<SecurityLogChainEntity> locked(String realmId) {
        Optional<SecurityLogChainEntity> chain =
                Optional.ofNullable(em.find(SecurityLogChainEntity.class, realmId, LockModeType.PESSIMISTIC_WRITE));
        // Hibernate may have read the row before it waited for it. Read for update once more: what only reads may see
        // the time before the row was there, in transactions that are not READ COMMITTED.
        chain.ifPresent(row -> em.refresh(row, LockModeType.PESSIMISTIC_WRITE));
        return chain;
    }

    /** Of parallel calls all but one fail at the primary key, and come again. */
    private SecurityLogChainEntity begin(String realmId) {
        SecurityLogChainEntity chain = new SecurityLogChainEntity();
        chain.realmId = realmId;
        chain.anchorHash = EntryHash.NONE;
        chain.headHash = EntryHash.NONE;
        em.persist(chain);
        em.flush();
        return chain;
    }

    @Override
    public int deleteOlder(String realmId, Instant until, Instant now, int max) {
        List<SecurityLogEntity> oldest = em.createQuery(
                        "select e from SecurityLogEntity e where e.realmId = :realm and e.sequence is not null"
                                + " order by e.sequence",
                        SecurityLogEntity.class)
                .setParameter("realm", realmId)
                .setMaxResults(1)
                .getResultList();
        if (oldest.isEmpty() || !isOld(oldest.get(0), until, now)) {
            return 0;
        }
        SecurityLogChainEntity chain = locked(realmId).orElse(null);
        if (chain == null) {
            return 0;
        }
        List<SecurityLogEntity> old = chainAfter(em, realmId, chain.anchorSequence, max).stream()
                .takeWhile(entry -> isOld(entry, until, now))
                .toList();
        if (old.isEmpty()) {
            return 0;
        }
        SecurityLogEntity last = old.get(old.size() - 1);
        em.createQuery("delete from SecurityLogEntity e where e.realmId = :realm and e.sequence <= :last")
                .setParameter("realm", realmId)
                .setParameter("last", last.sequence)
                .executeUpdate();
        chain.anchorSequence = last.sequence;
        chain.anchorHash = last.hash;
        em.flush();
        return old.size();
    }

    private static boolean isOld(SecurityLogEntity entry, Instant until, Instant now) {
        return entry.at < until.toEpochMilli()
                || entry.at > now.plus(WRONG_CLOCK).toEpochMilli();
    }

    static List<SecurityLogEntity> chainAfter(EntityManager em, String realmId, long sequence, int max) {
        return em.createQuery(
                        "select e from SecurityLogEntity e where e.realmId = :realm and e.sequence > :after"
                                + " order by e.sequence, e.id",
                        SecurityLogEntity.class)
                .setParameter("realm", realmId)
                .setParameter("after", sequence)
                .setMaxResults(max)
                .getResultList();
    }

    /** Who changes entries that are being sealed at the same moment, in another order, would end in a deadlock. */
    private void keepOthersFromSealing(String realmId) {
        locked(realmId);
    }

    @Override
    public void eraseUser(String realmId, String userId) {
        keepOthersFromSealing(realmId);
        em.createQuery("update SecurityLogEntity e set e.salt = null, e.userId = null, e.address = null,"
                        + " e.browser = null, e.system = null, e.clientId = null, e.sessionId = null, e.details = null"
                        + " where e.realmId = :realm and e.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        keepOthersFromSealing(realmId);
        for (String entity : List.of("SecurityLogEntity", "SecurityLogChainEntity")) {
            em.createQuery("delete from " + entity + " e where e.realmId = :realm")
                    .setParameter("realm", realmId)
                    .executeUpdate();
        }
    }
}
