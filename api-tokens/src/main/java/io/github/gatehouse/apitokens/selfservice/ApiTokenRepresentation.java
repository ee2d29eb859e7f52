package io.github.gatehouse.apitokens.selfservice;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gatehouse.apitokens.lastuse.ApiTokenLastUses;
import io.github.gatehouse.apitokens.settings.RoleName;
import io.github.gatehouse.storage.apitoken.ApiToken;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * A token as REST shows it. Times are ISO 8601 in UTC, to the second.
 *
 * @param role a realm role's name or {@code client/role}, as it is named now
 * @param status {@code active}, {@code expired} or {@code revoked}
 * @param lastUsedAt null if never used
 * @param allowedAddresses empty = every address
 * @param audience client ids; empty = every client that accepts API tokens
 * @param token the token itself: there once, in the answer to creation and renewal
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApiTokenRepresentation(
        String id,
        String name,
        String role,
        String status,
        String createdAt,
        String expiresAt,
        String lastUsedAt,
        String lastUsedAddress,
        List<String> allowedAddresses,
        List<String> audience,
        @JsonProperty("token") @JsonInclude(JsonInclude.Include.NON_NULL) String token) {

    public static ApiTokenRepresentation of(RealmModel realm, ApiToken token, ApiTokenLastUses uses, Instant now) {
        return of(realm, token, uses, now, null);
    }

    static ApiTokenRepresentation withSecret(
            RealmModel realm, ApiToken token, ApiTokenLastUses uses, Instant now, String secret) {
        return of(realm, token, uses, now, secret);
    }

    private static ApiTokenRepresentation of(
            RealmModel realm, ApiToken token, ApiTokenLastUses uses, Instant now, String secret) {
        // What is not written yet is shown all the same where it is known.
        Optional<Instant> lastUsedAt =
                uses.pending(token.id()).map(use -> use.at()).or(token::lastUsedAt);
        Optional<String> lastUsedAddress =
                uses.pending(token.id()).map(use -> use.address()).or(token::lastUsedAddress);
        return new ApiTokenRepresentation(
                token.id(),
                token.name(),
                roleName(realm, token),
                token.status(now).name().toLowerCase(Locale.ROOT),
                text(token.createdAt()),
                text(token.expiresAt()),
                lastUsedAt.map(ApiTokenRepresentation::text).orElse(null),
                lastUsedAddress.orElse(null),
                token.allowedAddresses(),
                clientIds(realm, token),
                secret);
    }

    private static String roleName(RealmModel realm, ApiToken token) {
        RoleModel role = realm.getRoleById(token.roleId());
        return role == null ? token.roleName() : RoleName.of(role);
    }

    private static List<String> clientIds(RealmModel realm, ApiToken token) {
        return token.audience().stream()
                .map(realm::getClientById)
                .filter(Objects::nonNull)
                .map(ClientModel::getClientId)
                .toList();
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
