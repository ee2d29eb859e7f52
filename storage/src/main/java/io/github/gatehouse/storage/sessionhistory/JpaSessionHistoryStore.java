package io.github.gatehouse.storage.sessionhistory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import io.github.gatehouse.common.session.SessionEndReason;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Sessions in Keycloak's own database. Rows are changed by update statements only, never through an object that was read before. */
public final class JpaSessionHistoryStore implements SessionHistoryStore {

    private static final String OF_USER = "select s from SessionEntity s where s.realmId = :realm and s.userId = :user";
    private static final String END =
            "update SessionEntity s set s.endedAt = :at, s.endReason = :reason, s.dueAt = null,"
                    + " s.lastActivityAt = case when :activity > s.lastActivityAt then :activity else s.lastActivityAt end"
                    + " where s.id = :id and s.realmId = :realm and s.endedAt = 0";

    private final EntityManager em;

    public JpaSessionHistoryStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public void begin(RecordedSession begun, Optional<Duration> automaticLogout, Optional<Instant> dueAt) {
        SessionEntity entity = new SessionEntity();
        entity.id = begun.id();
        entity.realmId = begun.realmId();
        entity.userId = begun.userId();
        entity.startedAt = begun.startedAt().toEpochMilli();
        entity.lastActivityAt = begun.lastActivityAt().toEpochMilli();
        entity.address = begun.browser().address();
        entity.browser = begun.browser().browser();
        entity.system = begun.browser().system();
        entity.userAgent = begun.browser().userAgent();
        entity.clientId = begun.clientId();
        entity.remembered = begun.remembered();
        entity.offline = begun.offline();
        begun.impersonator().ifPresent(impersonator -> {
            entity.impersonatorId = impersonator.id();
            entity.impersonatorName = impersonator.name();
            entity.impersonatorRealm = impersonator.realm();
            entity.impersonatorSession = impersonator.session();
        });
        entity.limitMinutes =
                automaticLogout.map(limit -> Math.toIntExact(limit.toMinutes())).orElse(null);
        entity.dueAt = dueAt.map(Instant::toEpochMilli).orElse(null);
        em.persist(entity);
        em.flush();
        em.detach(entity);
    }

    @Override
    public Optional<RecordedSession> find(String realmId, String id) {
        return read(em.createQuery(
                                "select s from SessionEntity s where s.id = :id and s.realmId = :realm",
                                SessionEntity.class)
                        .setParameter("id", id)
                        .setParameter("realm", realmId))
                .stream()
                .findFirst();
    }

    @Override
    public List<RecordedSession> active(String realmId, String userId, int first, int max) {
        return read(ofUser(OF_USER + " and s.endedAt = 0 order by s.startedAt desc, s.id", realmId, userId)
                .setFirstResult(first)
                .setMaxResults(max));
    }

    @Override
    public long countActive(String realmId, String userId) {
        return em.createQuery(
                        "select count(s) from SessionEntity s"
                                + " where s.realmId = :realm and s.userId = :user and s.endedAt = 0",
                        Long.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getSingleResult();
    }

    @Override
    public List<RecordedSession> ended(String realmId, String userId, int first, int max) {
        return read(ofUser(OF_USER + " and s.endedAt > 0 order by s.endedAt desc, s.startedAt desc", realmId, userId)
                .setFirstResult(first)
                .setMaxResults(max));
    }

    private TypedQuery<SessionEntity> ofUser(String query, String realmId, String userId) {
        return em.createQuery(query, SessionEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId);
    }

    /** The rows are changed by updates that the session does not see, so it must not keep them. */
    private List<RecordedSession> read(TypedQuery<SessionEntity> query) {
        return query.getResultStream()
                .map(entity -> {
                    em.detach(entity);
                    return entity.toRecordedSession();
                })
                .toList();
    }

    @Override
    public boolean end(String realmId, String id, SessionEndReason reason, Instant at) {
        return end(END, realmId, id, reason, at);
    }

    @Override
    public boolean endUnlessOffline(String realmId, String id, SessionEndReason reason, Instant at) {
        return end(END + " and s.offline = false", realmId, id, reason, at);
    }

    private boolean end(String update, String realmId, String id, SessionEndReason reason, Instant at) {
        return em.createQuery(update)
                        .setParameter("at", at.toEpochMilli())
                        // Whoever signs out has done something just now.
                        .setParameter("activity", reason == SessionEndReason.SIGNED_OUT ? at.toEpochMilli() : 0L)
                        .setParameter("reason", reason.toString())
                        .setParameter("id", id)
                        .setParameter("realm", realmId)
                        .executeUpdate()
                == 1;
    }

    @Override
    public void markOffline(String realmId, String id) {
        em.createQuery("update SessionEntity s set s.offline = true"
                        + " where s.id = :id and s.realmId = :realm and s.offline = false")
                .setParameter("id", id)
                .setParameter("realm", realmId)
                .executeUpdate();
    }

    @Override
    public void noteActivity(List<SessionActivity> activities) {
        for (SessionActivity activity : activities) {
            em.createQuery("update SessionEntity s set s.lastActivityAt = :at,"
                            + " s.dueAt = case when s.limitMinutes is null then s.dueAt else :at + s.limitMinutes * 60000L end"
                            + " where s.id = :id and s.endedAt = 0 and s.lastActivityAt < :at")
                    .setParameter("at", activity.at().toEpochMilli())
                    .setParameter("id", activity.sessionId())
                    .executeUpdate();
        }
    }

    @Override
    public List<RecordedSession> due(Instant now, int max) {
        return read(em.createQuery(
                        "select s from SessionEntity s where s.dueAt <= :now order by s.dueAt", SessionEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max));
    }

    @Override
    public void putOff(String id, Instant dueAt) {
        em.createQuery("update SessionEntity s set s.dueAt = :due where s.id = :id and s.endedAt = 0")
                .setParameter("due", dueAt.toEpochMilli())
                .setParameter("id", id)
                .executeUpdate();
    }

    @Override
    public void limit(String realmId, String userId, Optional<Duration> automaticLogout) {
        String set = automaticLogout.isPresent()
                ? "s.limitMinutes = :minutes, s.dueAt = s.lastActivityAt + :millis"
                : "s.limitMinutes = null, s.dueAt = null";
        var update = em.createQuery("update SessionEntity s set " + set
                        + " where s.realmId = :realm and s.userId = :user and s.endedAt = 0"
                        + " and s.impersonatorName is null")
                .setParameter("realm", realmId)
                .setParameter("user", userId);
        automaticLogout.ifPresent(limit -> update.setParameter("minutes", Math.toIntExact(limit.toMinutes()))
                .setParameter("millis", limit.toMillis()));
        update.executeUpdate();
    }

    @Override
    public void lookAt(String impersonatorSessionId, Instant now) {
        em.createQuery("update SessionEntity s set s.dueAt = :now"
                        + " where s.impersonatorSession = :session and s.endedAt = 0")
                .setParameter("now", now.toEpochMilli())
                .setParameter("session", impersonatorSessionId)
                .executeUpdate();
    }

    @Override
    public void endAll(String realmId, SessionEndReason reason, Instant at) {
        em.createQuery("update SessionEntity s set s.endedAt = :at, s.endReason = :reason, s.dueAt = null"
                        + " where s.realmId = :realm and s.endedAt = 0 and s.offline = false")
                .setParameter("at", at.toEpochMilli())
                .setParameter("reason", reason.toString())
                .setParameter("realm", realmId)
                .executeUpdate();
    }

    @Override
    public void endAllBefore(String realmId, Instant before, SessionEndReason reason, Instant at) {
        em.createQuery("update SessionEntity s set s.endedAt = :at, s.endReason = :reason, s.dueAt = null"
                        + " where s.realmId = :realm and s.endedAt = 0 and s.startedAt < :before")
                .setParameter("at", at.toEpochMilli())
                .setParameter("reason", reason.toString())
                .setParameter("realm", realmId)
                .setParameter("before", before.toEpochMilli())
                .executeUpdate();
    }

    @Override
    public int deleteEnded(String realmId, Instant before, int max) {
        List<String> ids = em.createQuery(
                        "select s.id from SessionEntity s where s.realmId = :realm and s.endedAt > 0"
                                + " and s.endedAt < :before order by s.endedAt",
                        String.class)
                .setParameter("realm", realmId)
                .setParameter("before", before.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
        return ids.isEmpty()
                ? 0
                : em.createQuery("delete from SessionEntity s where s.id in :ids")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        em.createQuery("delete from SessionEntity s where s.realmId = :realm and s.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from SessionEntity s where s.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
