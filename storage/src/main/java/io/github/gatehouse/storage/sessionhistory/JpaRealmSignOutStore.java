package io.github.gatehouse.storage.sessionhistory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import io.github.gatehouse.common.session.SessionEndReason;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Realms that are being signed out, in Keycloak's own database. Rows are changed by update statements only. */
public final class JpaRealmSignOutStore implements RealmSignOutStore {

    private final EntityManager em;

    public JpaRealmSignOutStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public Optional<RealmSignOut> find(String realmId) {
        return read("select r from RealmSignOutEntity r where r.realmId = :realm", realmId).stream()
                .findFirst();
    }

    private List<RealmSignOut> read(String query, String realmId) {
        var select = em.createQuery(query, RealmSignOutEntity.class);
        if (realmId != null) {
            select.setParameter("realm", realmId);
        }
        return select.getResultStream()
                .map(entity -> {
                    em.detach(entity);
                    return toRealmSignOut(entity);
                })
                .toList();
    }

    private static RealmSignOut toRealmSignOut(RealmSignOutEntity entity) {
        return new RealmSignOut(
                entity.realmId,
                Instant.ofEpochMilli(entity.beforeAt),
                SessionEndReason.of(entity.reason).orElse(SessionEndReason.UNKNOWN),
                entity.ended,
                entity.finishedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(entity.finishedAt)));
    }

    @Override
    public void begin(String realmId, Instant before, SessionEndReason reason) {
        Optional<RealmSignOut> known = find(realmId);
        if (known.isPresent() && known.get().finishedAt().isEmpty()) {
            em.createQuery("update RealmSignOutEntity r set r.beforeAt = :before where r.realmId = :realm")
                    .setParameter("before", before.toEpochMilli())
                    .setParameter("realm", realmId)
                    .executeUpdate();
            return;
        }
        deleteOfRealm(realmId);
        RealmSignOutEntity begun = new RealmSignOutEntity();
        begun.realmId = realmId;
        begun.beforeAt = before.toEpochMilli();
        begun.reason = reason.toString();
        em.persist(begun);
        em.flush();
        em.detach(begun);
    }

    @Override
    public List<RealmSignOut> unfinished() {
        return read("select r from RealmSignOutEntity r where r.finishedAt = 0 order by r.beforeAt", null);
    }

    @Override
    public void addEnded(String realmId, int ended) {
        em.createQuery("update RealmSignOutEntity r set r.ended = r.ended + :ended where r.realmId = :realm")
                .setParameter("ended", ended)
                .setParameter("realm", realmId)
                .executeUpdate();
    }

    @Override
    public void finish(RealmSignOut signOut, Instant at) {
        em.createQuery("update RealmSignOutEntity r set r.finishedAt = :at"
                        + " where r.realmId = :realm and r.beforeAt = :before")
                .setParameter("at", at.toEpochMilli())
                .setParameter("realm", signOut.realmId())
                .setParameter("before", signOut.before().toEpochMilli())
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from RealmSignOutEntity r where r.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
