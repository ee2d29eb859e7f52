package io.github.gatehouse.apitokens.selfservice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.github.gatehouse.apitokens.settings.ExcludedRoles;
import io.github.gatehouse.apitokens.settings.RoleName;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/** The roles a user can make tokens for (rule A1): those they hold, directly, by group or inside another role, except excluded ones. */
final class UsableRoles {

    private final RealmModel realm;
    private final UserModel user;
    private final ExcludedRoles excluded;

    UsableRoles(RealmModel realm, UserModel user, ExcludedRoles excluded) {
        this.realm = realm;
        this.user = user;
        this.excluded = excluded;
    }

    /** All of them, by name. */
    List<RoleModel> list() {
        return RoleUtils.getDeepUserRoleMappings(user).stream()
                .filter(role -> !excluded.contains(realm, role))
                .sorted(Comparator.comparing(RoleName::of))
                .toList();
    }

    /** The one of this name: a realm role's or {@code client/role}. */
    Optional<RoleModel> find(String name) {
        return list().stream().filter(role -> RoleName.of(role).equals(name)).findFirst();
    }
}
