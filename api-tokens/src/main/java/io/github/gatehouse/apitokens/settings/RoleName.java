package io.github.gatehouse.apitokens.settings;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** How a role is named outside: a realm role by its name, a client role as {@code client/role}. */
public final class RoleName {

    private RoleName() {}

    public static String of(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? client.getClientId() + '/' + role.getName()
                : role.getName();
    }
}
