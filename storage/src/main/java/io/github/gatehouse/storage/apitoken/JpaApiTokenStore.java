package io.github.gatehouse.storage.apitoken;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.jpa.entities.UserEntity;

/** API tokens in Keycloak's own database. */
public final class JpaApiTokenStore implements ApiTokenStore {

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final EntityManager em;

    public JpaApiTokenStore(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @Override
    public ApiToken create(NewApiToken token) {
        ApiTokenEntity entity = new ApiTokenEntity();
        entity.id = UUID.randomUUID().toString();
        entity.realmId = token.realmId();
        entity.userId = token.userId();
        entity.name = token.name();
        entity.searchName = ApiTokenNames.forSearch(token.name());
        entity.nameKey = ApiTokenNames.key(token.name());
        entity.roleId = token.roleId();
        entity.roleName = token.roleName();
        entity.audience = ApiTokenEntity.join(token.audience());
        entity.allowedAddresses = ApiTokenEntity.join(token.allowedAddresses());
        entity.createdAt = token.createdAt().toEpochMilli();
        entity.expiresAt = token.expiresAt().toEpochMilli();
        entity.generation = 1;
        try {
            em.persist(entity);
            em.flush();
        } catch (ModelDuplicateException e) {
            throw new ApiTokenNameInUseException(token.name(), e);
        }
        persistSecret(entity, token.secretHash(), token.createdAt());
        return entity.toApiToken();
    }

    private void persistSecret(ApiTokenEntity token, String secretHash, Instant now) {
        ApiTokenSecretEntity secret = new ApiTokenSecretEntity();
        secret.secretHash = secretHash;
        secret.tokenId = token.id;
        secret.generation = token.generation;
        secret.issuedAt = now.toEpochMilli();
        secret.expiresAt = token.expiresAt;
        em.persist(secret);
    }

    @Override
    public Optional<ApiToken> find(String realmId, String userId, String id) {
        return find(realmId, id).filter(token -> token.userId().equals(userId));
    }

    @Override
    public Optional<ApiToken> find(String realmId, String id) {
        return Optional.ofNullable(entity(id))
                .filter(entity -> entity.realmId.equals(realmId))
                .map(ApiTokenEntity::toApiToken);
    }

    private ApiTokenEntity entity(String id) {
        return ID.matcher(id).matches() ? em.find(ApiTokenEntity.class, id) : null;
    }

    /**
     * The row, locked and as it is in the database now: what this session read before may be older than a change by another request.
     *
     * @return null if there is none
     */
    private ApiTokenEntity locked(String id) {
        ApiTokenEntity token = entity(id);
        if (token == null) {
            return null;
        }
        try {
            em.refresh(token, LockModeType.PESSIMISTIC_WRITE);
            return token;
        } catch (EntityNotFoundException e) {
            return null;
        }
    }

    @Override
    public List<ApiToken> list(String realmId, String userId, int first, int max) {
        return em
                .createQuery(
                        "select t from ApiTokenEntity t where t.realmId = :realm and t.userId = :user"
                                + " order by t.createdAt desc, t.id",
                        ApiTokenEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(ApiTokenEntity::toApiToken)
                .toList();
    }

    @Override
    public List<ApiToken> list(String realmId, ApiTokenQuery query, int first, int max) {
        return ApiTokenSearch.query(em, realmId, query)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(ApiTokenEntity::toApiToken)
                .toList();
    }

    @Override
    public long countNotRevoked(String realmId, String userId) {
        em.createQuery("select u from UserEntity u where u.id = :user", UserEntity.class)
                .setParameter("user", userId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return em.createQuery(
                        "select count(t) from ApiTokenEntity t"
                                + " where t.realmId = :realm and t.userId = :user and t.revokedAt is null",
                        Long.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getSingleResult();
    }

    @Override
    public Optional<ApiTokenSecret> findSecret(String secretHash, Instant now) {
        List<Object[]> rows = em.createQuery(
                        "select s, t from ApiTokenSecretEntity s join ApiTokenEntity t on t.id = s.tokenId"
                                + " where s.secretHash = :hash and t.revokedAt is null",
                        Object[].class)
                .setParameter("hash", secretHash)
                .getResultList();
        return rows.stream().findFirst().map(row -> {
            ApiTokenSecretEntity secret = (ApiTokenSecretEntity) row[0];
            ApiTokenEntity token = (ApiTokenEntity) row[1];
            return new ApiTokenSecret(
                    token.id,
                    token.realmId,
                    token.userId,
                    token.roleId,
                    ApiTokenEntity.split(token.audience),
                    ApiTokenEntity.split(token.allowedAddresses),
                    secret.generation,
                    Instant.ofEpochMilli(secret.issuedAt),
                    Instant.ofEpochMilli(secret.expiresAt),
                    token.predecessorsUntil != null && token.predecessorsUntil > now.toEpochMilli());
        });
    }

    @Override
    public Optional<Renewed> renew(
            String realmId,
            String userId,
            String id,
            String secretHash,
            Instant now,
            Instant expiresAt,
            Instant predecessorsUntil) {
        ApiTokenEntity token = locked(id);
        if (token == null
                || !token.realmId.equals(realmId)
                || !token.userId.equals(userId)
                || token.revokedAt != null) {
            return Optional.empty();
        }
        List<String> predecessors = secretHashes(id, Integer.MAX_VALUE);
        em.createQuery("update ApiTokenSecretEntity s set s.expiresAt = :until"
                        + " where s.tokenId = :token and s.expiresAt > :until")
                .setParameter("until", predecessorsUntil.toEpochMilli())
                .setParameter("token", id)
                .executeUpdate();
        em.createQuery("delete from ApiTokenSecretEntity s where s.tokenId = :token and s.expiresAt <= :now")
                .setParameter("token", id)
                .setParameter("now", now.toEpochMilli())
                .executeUpdate();
        token.generation++;
        token.expiresAt = expiresAt.toEpochMilli();
        token.predecessorsUntil = predecessorsUntil.toEpochMilli();
        persistSecret(token, secretHash, now);
        em.flush();
        return Optional.of(new Renewed(token.toApiToken(), predecessors));
    }

    @Override
    public List<String> retirePredecessors(String tokenId, int generation) {
        // The row is locked so that a renewal running at the same moment is not taken for the predecessor of its own
        // successor.
        ApiTokenEntity token = locked(tokenId);
        if (token == null) {
            return List.of();
        }
        List<String> retired = secretHashes(tokenId, generation);
        em.createQuery("delete from ApiTokenSecretEntity s where s.tokenId = :token and s.generation < :generation")
                .setParameter("token", tokenId)
                .setParameter("generation", generation)
                .executeUpdate();
        if (token.generation == generation) {
            token.predecessorsUntil = null;
        }
        return retired;
    }

    private List<String> secretHashes(String tokenId, int belowGeneration) {
        return em.createQuery(
                        "select s.secretHash from ApiTokenSecretEntity s"
                                + " where s.tokenId = :token and s.generation < :generation",
                        String.class)
                .setParameter("token", tokenId)
                .setParameter("generation", belowGeneration)
                .getResultList();
    }

    @Override
    public List<String> revoke(String tokenId, Instant now) {
        ApiTokenEntity token = locked(tokenId);
        return token == null || token.revokedAt != null ? List.of() : revoke(token, now);
    }

    private List<String> revoke(ApiTokenEntity token, Instant now) {
        List<String> hashes = secretHashes(token.id, Integer.MAX_VALUE);
        em.createQuery("delete from ApiTokenSecretEntity s where s.tokenId = :token")
                .setParameter("token", token.id)
                .executeUpdate();
        token.revokedAt = now.toEpochMilli();
        token.nameKey = token.id;
        return hashes;
    }

    @Override
    public List<String> revokeAll(String realmId, String userId, Instant now) {
        List<String> hashes = new ArrayList<>();
        em.createQuery(
                        "select t from ApiTokenEntity t"
                                + " where t.realmId = :realm and t.userId = :user and t.revokedAt is null",
                        ApiTokenEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(token -> hashes.addAll(revoke(token, now)));
        return List.copyOf(hashes);
    }

    @Override
    public void recordUses(Collection<ApiTokenUse> uses) {
        uses.forEach(
                use -> em.createQuery("update ApiTokenEntity t set t.lastUsedAt = :at, t.lastUsedAddress = :address"
                                + " where t.id = :id and (t.lastUsedAt is null or t.lastUsedAt < :at)")
                        .setParameter("at", use.at().toEpochMilli())
                        .setParameter("address", use.address())
                        .setParameter("id", use.tokenId())
                        .executeUpdate());
    }

    @Override
    public List<ApiToken> expiring(Instant now, Instant until, Optional<ApiToken> after, int most) {
        TypedQuery<ApiTokenEntity> query = em.createQuery(
                        "select t from ApiTokenEntity t where t.expiresAt > :now and t.expiresAt <= :until"
                                + " and t.revokedAt is null and (t.toldExpiry is null or t.toldExpiry <> t.expiresAt)"
                                + (after.isPresent()
                                        ? " and t.expiresAt >= :last and (t.expiresAt > :last or t.id > :lastId)"
                                        : "")
                                + " order by t.expiresAt, t.id",
                        ApiTokenEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setParameter("until", until.toEpochMilli());
        after.ifPresent(last ->
                query.setParameter("last", last.expiresAt().toEpochMilli()).setParameter("lastId", last.id()));
        return query.setMaxResults(most).getResultList().stream()
                .map(ApiTokenEntity::toApiToken)
                .toList();
    }

    @Override
    public boolean claimExpiry(ApiToken token) {
        return em.createQuery("update ApiTokenEntity t set t.toldExpiry = :expiry where t.id = :id"
                                + " and t.expiresAt = :expiry and (t.toldExpiry is null or t.toldExpiry <> :expiry)")
                        .setParameter("expiry", token.expiresAt().toEpochMilli())
                        .setParameter("id", token.id())
                        .executeUpdate()
                == 1;
    }

    @Override
    public int deleteEnded(String realmId, Instant until, int most) {
        List<String> ended = new ArrayList<>(endedBefore("revokedAt", realmId, until, most));
        if (ended.size() < most) {
            ended.addAll(endedBefore("expiresAt", realmId, until, most - ended.size()));
        }
        if (!ended.isEmpty()) {
            // The condition again, because a token can be renewed at this moment.
            em.createQuery("delete from ApiTokenEntity t where t.id in :ended"
                            + " and (t.revokedAt < :until or t.expiresAt < :until)")
                    .setParameter("ended", ended)
                    .setParameter("until", until.toEpochMilli())
                    .executeUpdate();
        }
        return ended.size();
    }

    private List<String> endedBefore(String end, String realmId, Instant until, int most) {
        return em.createQuery(
                        "select t.id from ApiTokenEntity t where t.realmId = :realm and t." + end
                                + " < :until order by t." + end,
                        String.class)
                .setParameter("realm", realmId)
                .setParameter("until", until.toEpochMilli())
                .setMaxResults(most)
                .getResultList();
    }

    @Override
    public void deleteOfUser(String realmId, String userId) {
        // The secrets go with the tokens: foreign key with ON DELETE CASCADE.
        em.createQuery("delete from ApiTokenEntity t where t.realmId = :realm and t.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    @Override
    public void deleteOfRealm(String realmId) {
        em.createQuery("delete from ApiTokenEntity t where t.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
