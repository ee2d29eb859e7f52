package io.github.gatehouse.apitokens.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Roles that no API token can be used for.
 *
 * <p>Always: those Keycloak itself gives meaning to (administration, account, offline access, the default role of the realm), because a token
 * must never reach Keycloak's own REST (abuse case 25). Besides: what an administrator lists, separated by commas: a realm role's name,
 * {@code client/role}, or either with {@code *} at its end for all that begin so.
 */
public final class ExcludedRoles {

    private static final Set<String> BUILT_IN_REALM_ROLES =
            Set.of(Constants.OFFLINE_ACCESS_ROLE, Constants.AUTHZ_UMA_AUTHORIZATION);
    private static final Set<String> MASTER_REALM_ROLES = Set.of("admin", "create-realm");

    private static final ExcludedRoles BUILT_IN_ONLY = new ExcludedRoles(List.of());

    /** Parsed lists by their text: the same few texts are read for each use of a token. */
    private static final Cache<String, ExcludedRoles> PARSED =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private final Set<String> names;
    private final List<String> beginnings;

    private ExcludedRoles(List<String> entries) {
        this.names = entries.stream().filter(e -> !e.endsWith("*")).collect(Collectors.toUnmodifiableSet());
        this.beginnings = entries.stream()
                .filter(e -> e.endsWith("*"))
                .map(e -> e.substring(0, e.length() - 1))
                .toList();
    }

    /** The list in an attribute's value; null or empty = the built-in ones only. */
    static ExcludedRoles parse(String value) {
        if (value == null || value.isBlank()) {
            return BUILT_IN_ONLY;
        }
        return PARSED.get(
                value,
                text -> new ExcludedRoles(Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList()));
    }

    public boolean contains(RealmModel realm, RoleModel role) {
        if (isBuiltIn(realm, role)) {
            return true;
        }
        if (names.isEmpty() && beginnings.isEmpty()) {
            return false;
        }
        String name = RoleName.of(role);
        return names.contains(name) || beginnings.stream().anyMatch(name::startsWith);
    }

    private static boolean isBuiltIn(RealmModel realm, RoleModel role) {
        if (role.isClientRole()) {
            return role.getContainer() instanceof ClientModel client && BuiltInClients.contains(realm, client);
        }
        return BUILT_IN_REALM_ROLES.contains(role.getName())
                || role.getName().startsWith(Constants.DEFAULT_ROLES_ROLE_PREFIX + "-")
                || (MASTER_REALM_ROLES.contains(role.getName()) && BuiltInClients.isMaster(realm));
    }
}
