package io.github.gatehouse.apitokens.settings;

import java.util.Set;

import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;

/** Keycloak's own clients: none of them can be the audience of an API token, and none of their roles can be what it is used for. */
public final class BuiltInClients {

    private static final Set<String> NAMES = Set.of(
            Constants.ACCOUNT_MANAGEMENT_CLIENT_ID,
            Constants.ACCOUNT_CONSOLE_CLIENT_ID,
            Constants.ADMIN_CLI_CLIENT_ID,
            Constants.ADMIN_CONSOLE_CLIENT_ID,
            Constants.BROKER_SERVICE_CLIENT_ID,
            Constants.REALM_MANAGEMENT_CLIENT_ID);

    /** In the master realm each realm has a client of this name, whose roles rule that realm. */
    private static final String REALM_CLIENT_SUFFIX = "-realm";

    private BuiltInClients() {}

    public static boolean contains(RealmModel realm, ClientModel client) {
        // Which realm is the master is a server option, whose look-up costs more than all the rest: it is asked last.
        return NAMES.contains(client.getClientId())
                || (client.getClientId().endsWith(REALM_CLIENT_SUFFIX) && isMaster(realm));
    }

    static boolean isMaster(RealmModel realm) {
        return realm.getName().equals(Config.getAdminRealm());
    }
}
