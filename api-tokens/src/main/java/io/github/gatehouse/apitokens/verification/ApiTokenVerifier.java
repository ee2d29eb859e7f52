package io.github.gatehouse.apitokens.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.apitokens.format.SecretHash;
import io.github.gatehouse.apitokens.settings.AcceptingClients;
import io.github.gatehouse.apitokens.settings.ApiTokenConfig;
import io.github.gatehouse.apitokens.settings.ExcludedRoles;
import io.github.gatehouse.apitokens.verification.Verification.Accepted;
import io.github.gatehouse.apitokens.verification.Verification.Refused;
import io.github.gatehouse.storage.apitoken.ApiTokenSecret;
import io.github.gatehouse.storage.apitoken.ApiTokenStore;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * Decides whether a presented token is accepted (rules A1, A3, A4): form and checksum, then the cache, then one read of the database; owner, role,
 * address and audience as they are at this moment. A token whose secret is cached costs no database transaction.
 */
final class ApiTokenVerifier {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ApiTokenCache cache;
    private final UnknownTokenLimit unknownTokens;
    private final Supplier<ApiTokenStore> store;
    private final Clock clock;

    ApiTokenVerifier(
            KeycloakSession session,
            ApiTokenCache cache,
            UnknownTokenLimit unknownTokens,
            Supplier<ApiTokenStore> store,
            Clock clock) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.cache = cache;
        this.unknownTokens = unknownTokens;
        this.store = store;
        this.clock = clock;
    }

    /**
     * A verification and what it rests on.
     *
     * @param cached null if the token is unknown
     */
    record Decision(Verification verification, CachedSecret cached) {}

    Decision verify(Presentation presentation) {
        Known known = known(presentation);
        return known.cached() == null
                ? new Decision(new Refused(known.refusal(), Optional.empty()), null)
                : new Decision(judge(known.cached(), presentation), known.cached());
    }

    Optional<ApiTokenSecret> find(Presentation presentation) {
        return Optional.ofNullable(known(presentation).cached()).map(CachedSecret::secret);
    }

    /** Either a secret of this realm, or why there is none. */
    private record Known(CachedSecret cached, RefusalReason refusal) {

        static Known refused(RefusalReason reason) {
            return new Known(null, reason);
        }
    }

    private Known known(Presentation presentation) {
        if (!ApiTokenFormat.matches(presentation.token())) {
            return Known.refused(RefusalReason.MALFORMED);
        }
        SecretHash hash = SecretHash.of(presentation.token());
        CachedSecret cached = cache.getIfPresent(hash);
        if (cached == null) {
            if (cache.isUnknown(hash)) {
                return Known.refused(RefusalReason.UNKNOWN);
            }
            if (presentation.limitUnknown() && !unknownTokens.admits(presentation.address())) {
                return Known.refused(RefusalReason.TOO_MANY_UNKNOWN);
            }
            cached = cache.get(hash, this::lookUp);
            if (cached == null) {
                if (presentation.limitUnknown()) {
                    unknownTokens.count(presentation.address());
                }
                return Known.refused(RefusalReason.UNKNOWN);
            }
        }
        return cached.secret().realmId().equals(realm.getId())
                ? new Known(cached, null)
                : Known.refused(RefusalReason.UNKNOWN);
    }

    private CachedSecret lookUp(SecretHash hash) {
        return store.get()
                .findSecret(hash.toHex(), clock.instant())
                .map(CachedSecret::new)
                .orElse(null);
    }

    private Verification judge(CachedSecret cached, Presentation presentation) {
        ApiTokenSecret secret = cached.secret();
        if (!clock.instant().isBefore(secret.expiresAt())) {
            return refused(RefusalReason.EXPIRED, secret);
        }
        if (!isFor(secret, presentation.audience())) {
            return refused(RefusalReason.AUDIENCE, secret);
        }
        UserModel user = session.users().getUserById(realm, secret.userId());
        if (user == null || !user.isEnabled()) {
            return refused(RefusalReason.USER_DISABLED, secret);
        }
        if (isBefore(secret.issuedAt(), user, presentation.audience())) {
            return refused(RefusalReason.NOT_BEFORE, secret);
        }
        RoleModel role = realm.getRoleById(secret.roleId());
        ExcludedRoles excluded = ApiTokenConfig.excludedRoles(realm);
        if (role == null || excluded.contains(realm, role) || !user.hasRole(role)) {
            return refused(RefusalReason.ROLE_LOST, secret);
        }
        if (!cached.allowedAddresses().contains(presentation.address())) {
            return refused(RefusalReason.ADDRESS, secret);
        }
        return new Accepted(secret, user, effective(role, excluded));
    }

    private static Refused refused(RefusalReason reason, ApiTokenSecret secret) {
        return new Refused(reason, Optional.of(secret));
    }

    private boolean isFor(ApiTokenSecret secret, Optional<ClientModel> audience) {
        if (audience.isEmpty()) {
            return secret.audience().isEmpty();
        }
        ClientModel client = audience.get();
        return AcceptingClients.contains(realm, client)
                && (secret.audience().isEmpty() || secret.audience().contains(client.getId()));
    }

    private boolean isBefore(Instant issuedAt, UserModel user, Optional<ClientModel> audience) {
        long issued = issuedAt.getEpochSecond();
        return issued < realm.getNotBefore()
                || issued < session.users().getNotBeforeOfUser(realm, user)
                || audience.filter(client -> issued < client.getNotBefore()).isPresent();
    }

    private Set<RoleModel> effective(RoleModel role, ExcludedRoles excluded) {
        if (!role.isComposite()) {
            return Set.of(role);
        }
        return RoleUtils.expandCompositeRoles(Set.of(role)).stream()
                .filter(contained -> !excluded.contains(realm, contained))
                .collect(Collectors.toUnmodifiableSet());
    }
}
