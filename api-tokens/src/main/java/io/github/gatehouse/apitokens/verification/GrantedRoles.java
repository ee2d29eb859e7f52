package io.github.gatehouse.apitokens.verification;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import io.github.gatehouse.apitokens.settings.RoleName;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.AccessToken;

/** Roles as programs read them. */
public final class GrantedRoles {

    private GrantedRoles() {}

    /** Names in alphabetical order: realm roles by name, client roles as {@code client/role}. */
    public static List<String> names(Collection<RoleModel> roles) {
        if (roles.size() == 1) {
            return List.of(RoleName.of(roles.iterator().next()));
        }
        return roles.stream().map(RoleName::of).sorted().toList();
    }

    /**
     * The roles as a scope (RFC 6749, section 3.3). A role whose name is no scope token, for example because of a blank, is left out: read as two
     * tokens it would grant what nobody granted. It is still among the roles.
     */
    public static String scope(Collection<RoleModel> roles) {
        return names(roles).stream().filter(GrantedRoles::isScopeToken).collect(Collectors.joining(" "));
    }

    private static boolean isScopeToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Writes the roles where Keycloak's access tokens have them: {@code realm_access} and {@code resource_access}. */
    public static void addTo(AccessToken token, Collection<RoleModel> roles) {
        for (RoleModel role : roles) {
            access(token, role).addRole(role.getName());
        }
    }

    private static AccessToken.Access access(AccessToken token, RoleModel role) {
        if (role.getContainer() instanceof ClientModel client) {
            return token.addAccess(client.getClientId());
        }
        if (token.getRealmAccess() == null) {
            token.setRealmAccess(new AccessToken.Access());
        }
        return token.getRealmAccess();
    }
}
