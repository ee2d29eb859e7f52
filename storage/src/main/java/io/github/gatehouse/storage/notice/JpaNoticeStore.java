package io.github.gatehouse.storage.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The queue in Keycloak's own database. A claim is one conditional update: of any number of threads and nodes one gets the notice. */
public final class JpaNoticeStore implements NoticeStore {

    /** Others may be quicker with the first ones. */
    private static final int CANDIDATES = 10;

    private static final String IF_STILL_CLAIMED = " where n.id = :id and n.attempts = :attempts";

    private final EntityManager em;

    public JpaNoticeStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public void add(NewNotice notice) {
        NoticeEntity entity = new NoticeEntity();
        entity.id = UUID.randomUUID().toString();
        entity.realmId = notice.realmId();
        entity.userId = notice.userId().orElse(null);
        entity.address = notice.address();
        entity.kind = notice.kind();
        entity.content = notice.content();
        entity.happenedAt = notice.at().toEpochMilli();
        entity.dueAt = entity.happenedAt;
        em.persist(entity);
    }

    @Override
    public Optional<Notice> claim(Instant now, Instant leaseUntil, Collection<String> restingRealms) {
        TypedQuery<NoticeEntity> due = em.createQuery(
                "select n from NoticeEntity n where n.dueAt <= :now"
                        + (restingRealms.isEmpty() ? "" : " and n.realmId not in (:resting)")
                        + " order by n.dueAt",
                NoticeEntity.class);
        if (!restingRealms.isEmpty()) {
            due.setParameter("resting", restingRealms);
        }
        return due.setParameter("now", now.toEpochMilli()).setMaxResults(CANDIDATES).getResultList().stream()
                .filter(candidate -> claim(candidate, leaseUntil))
                .findFirst()
                .map(NoticeEntity::claimed);
    }

    @Override
    public List<Notice> claimForSameAddress(Notice notice, Instant now, Instant leaseUntil, int most) {
        List<Notice> claimed = new ArrayList<>();
        em.createQuery(
                        "select n from NoticeEntity n where n.realmId = :realm and n.address = :address"
                                + " and n.userId is null and n.dueAt <= :now order by n.happenedAt",
                        NoticeEntity.class)
                .setParameter("realm", notice.realmId())
                .setParameter("address", notice.address())
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(most)
                .getResultList()
                .forEach(candidate -> {
                    if (claim(candidate, leaseUntil)) {
                        claimed.add(candidate.claimed());
                    }
                });
        return claimed;
    }

    private boolean claim(NoticeEntity candidate, Instant leaseUntil) {
        em.detach(candidate);
        return em.createQuery("update NoticeEntity n set n.dueAt = :lease, n.attempts = n.attempts + 1"
                                + " where n.id = :id and n.dueAt = :due and n.attempts = :attempts")
                        .setParameter("lease", leaseUntil.toEpochMilli())
                        .setParameter("id", candidate.id)
                        .setParameter("due", candidate.dueAt)
                        .setParameter("attempts", candidate.attempts)
                        .executeUpdate()
                == 1;
    }

    @Override
    public void remove(Notice notice) {
        em.createQuery("delete from NoticeEntity n" + IF_STILL_CLAIMED)
                .setParameter("id", notice.id())
                .setParameter("attempts", notice.attempts())
                .executeUpdate();
    }

    @Override
    public void putOff(Notice notice, Instant dueAt) {
        em.createQuery("update NoticeEntity n set n.dueAt = :due" + IF_STILL_CLAIMED)
                .setParameter("due", dueAt.toEpochMilli())
                .setParameter("id", notice.id())
                .setParameter("attempts", notice.attempts())
                .executeUpdate();
    }

    @Override
    public void giveBack(Notice notice, Instant dueAt) {
        em.createQuery("update NoticeEntity n set n.dueAt = :due, n.attempts = n.attempts - 1" + IF_STILL_CLAIMED)
                .setParameter("due", dueAt.toEpochMilli())
                .setParameter("id", notice.id())
                .setParameter("attempts", notice.attempts())
                .executeUpdate();
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        em.createQuery("delete from NoticeEntity n where n.realmId = :realm and n.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from NoticeEntity n where n.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
