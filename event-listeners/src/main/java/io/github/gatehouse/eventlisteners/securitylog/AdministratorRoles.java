package io.github.gatehouse.eventlisteners.securitylog;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;

/** Roles of Keycloak's that make somebody an administrator: those of the client that rules a realm, and two of the first realm. */
final class AdministratorRoles {

    private static final Set<String> OF_FIRST_REALM = Set.of(AdminRoles.ADMIN, AdminRoles.CREATE_REALM);
    private static final Pattern OF_CLIENT = Pattern.compile("role-mappings/clients/([^/]+)");

    private AdministratorRoles() {}

    /**
     * Whether a change of role mappings is about such a role.
     *
     * @param what {@code role-mappings/realm}, or {@code role-mappings/clients/…}
     * @param roles Keycloak's representation of the roles
     */
    static boolean isMapping(RealmModel realm, String what, JsonNode roles) {
        boolean isFirstRealm = realm.getName().equals(Config.getAdminRealm());
        Matcher ofClient = OF_CLIENT.matcher(what);
        if (ofClient.matches()) {
            ClientModel client = realm.getClientById(ofClient.group(1));
            return client != null
                    && (client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID)
                            || isFirstRealm && client.getClientId().endsWith(AdminRoles.APP_SUFFIX));
        }
        if (isFirstRealm) {
            for (JsonNode role : roles) {
                if (OF_FIRST_REALM.contains(role.path("name").asText())) {
                    return true;
                }
            }
        }
        return false;
    }
}
