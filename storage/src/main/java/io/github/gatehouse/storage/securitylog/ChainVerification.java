package io.github.gatehouse.storage.securitylog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Checks a realm's chain from its anchor to its head, in transactions of {@value #BATCH} entries each: nothing is locked, and no more than that is in memory. What is
 * sealed meanwhile is checked as well; what retention deletes meanwhile is no break.
 */
public final class ChainVerification {

    static final int BATCH = 1_000;

    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final Optional<String> knownHead;

    private boolean isDone;

    /** Number, hash and id of the last entry that is in order; no id if that is the anchor. */
    private long sequence;

    private String lastId;
    private String hash;
    private long entries;
    private long erased;
    private ChainReport.Link first;
    private ChainReport.Link last;
    private ChainReport.Break broken;
    private ChainReport.KnownHead found;

    private ChainVerification(KeycloakSessionFactory factory, String realmId, Optional<String> knownHead) {
        this.factory = factory;
        this.realmId = realmId;
        this.knownHead = knownHead;
        this.found = knownHead.map(head -> ChainReport.KnownHead.MISSING).orElse(null);
    }

    /**
     * Checks all of it; the time it takes grows with the chain.
     *
     * @param knownHead a hash that an earlier report told
     */
    public static ChainReport run(KeycloakSessionFactory factory, String realmId, Optional<String> knownHead) {
        return new ChainVerification(factory, realmId, knownHead).run();
    }

    private ChainReport run() {
        startAtAnchor();
        inTransaction(this::checkBeforeAnchor);
        while (!isDone) {
            inTransaction(this::checkNext);
        }
        long waiting = inTransaction(em -> em.createQuery(
                        "select count(e) from SecurityLogEntity e where e.realmId = :realm and e.sequence is null",
                        Long.class)
                .setParameter("realm", realmId)
                .getSingleResult());
        return new ChainReport(
                entries,
                erased,
                Optional.ofNullable(first),
                Optional.ofNullable(last),
                hash,
                Optional.ofNullable(broken),
                Optional.ofNullable(found),
                waiting);
    }

    private void startAtAnchor() {
        SecurityLogChainEntity chain = inTransaction(this::chain);
        sequence = chain == null ? 0 : chain.anchorSequence;
        hash = chain == null ? EntryHash.NONE : chain.anchorHash;
        if (knownHead.filter(hash::equals).isPresent()) {
            found = ChainReport.KnownHead.ANCHOR;
        }
    }

    /** What retention has deleted must not be there. */
    private Void checkBeforeAnchor(EntityManager em) {
        em.createQuery(
                        "select e from SecurityLogEntity e where e.realmId = :realm and e.sequence <= :anchor"
                                + " order by e.sequence, e.id",
                        SecurityLogEntity.class)
                .setParameter("realm", realmId)
                .setParameter("anchor", sequence)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .ifPresent(entry -> breakAt(entry.sequence, entry.id, ChainReport.Reason.CHANGED));
        return null;
    }

    private SecurityLogChainEntity chain(EntityManager em) {
        return em.find(SecurityLogChainEntity.class, realmId);
    }

    private Void checkNext(EntityManager em) {
        // Read before the entries: what it says is there must be there.
        SecurityLogChainEntity chain = chain(em);
        // With the last one again, so that a second one of the same number shows.
        List<SecurityLogEntity> batch = em.createQuery(
                        "select e from SecurityLogEntity e where e.realmId = :realm and e.sequence >= :from"
                                + " order by e.sequence, e.id",
                        SecurityLogEntity.class)
                .setParameter("realm", realmId)
                .setParameter("from", lastId == null ? sequence + 1 : sequence)
                .setMaxResults(BATCH + 1)
                .getResultList();
        for (SecurityLogEntity entry : batch) {
            if (!entry.id.equals(lastId) && !check(entry)) {
                return null;
            }
        }
        if (batch.size() <= BATCH) {
            checkEnd(chain);
        }
        return null;
    }

    private void checkEnd(SecurityLogChainEntity chain) {
        if (chain == null) {
            // No entry has ever been sealed, or else the place where the chain begins and ends was taken away.
            isDone = sequence == 0 || inTransaction(this::chain) != null;
            if (!isDone) {
                breakAt(1, null, ChainReport.Reason.MISSING);
            }
        } else if (sequence < chain.headSequence) {
            if (!retentionWasHere()) {
                breakAt(sequence + 1, null, ChainReport.Reason.MISSING);
            }
        } else if (sequence == chain.headSequence && !hash.equals(chain.headHash)) {
            breakAt(sequence, null, ChainReport.Reason.CHANGED);
        } else {
            isDone = true;
        }
    }

    /** Whether the next one is to be checked. */
    private boolean check(SecurityLogEntity entry) {
        if (entry.sequence <= sequence) {
            breakAt(entry.sequence, entry.id, ChainReport.Reason.CHANGED);
            return false;
        }
        if (entry.sequence != sequence + 1) {
            if (!retentionWasHere()) {
                breakAt(sequence + 1, null, ChainReport.Reason.MISSING);
            }
            return false;
        }
        boolean erasedWhole = entry.isErased();
        boolean unchanged = EntryHash.chained(hash, entry.sequence, entry).equals(entry.hash)
                && (erasedWhole || EntryHash.personal(entry).equals(entry.personalHash));
        if (!unchanged) {
            breakAt(entry.sequence, entry.id, ChainReport.Reason.CHANGED);
            return false;
        }
        sequence = entry.sequence;
        hash = entry.hash;
        lastId = entry.id;
        entries++;
        erased += erasedWhole ? 1 : 0;
        last = new ChainReport.Link(sequence, entry.id, Instant.ofEpochMilli(entry.at));
        if (first == null) {
            first = last;
        }
        if (knownHead.filter(hash::equals).isPresent()) {
            found = ChainReport.KnownHead.FOUND;
        }
        return true;
    }

    /** Goes on behind what was deleted since the check began. */
    private boolean retentionWasHere() {
        SecurityLogChainEntity now = inTransaction(this::chain);
        if (now == null || now.anchorSequence <= sequence) {
            return false;
        }
        sequence = now.anchorSequence;
        hash = now.anchorHash;
        lastId = null;
        return true;
    }

    private void breakAt(long at, String id, ChainReport.Reason reason) {
        broken = new ChainReport.Break(at, Optional.ofNullable(id), reason);
        isDone = true;
    }

    private interface Step<T> {
        T in(EntityManager em);
    }

    private <T> T inTransaction(Step<T> step) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> step.in(entities(session)));
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
