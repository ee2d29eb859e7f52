package io.github.gatehouse.storage.client;

import java.util.List;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Finds clients that override the realm's authentication flows; to look at each client would take too long in a realm with many. */
public final class ClientsWithOwnFlows {

    private ClientsWithOwnFlows() {}

    /** Client ids of the first {@code max} of them, in alphabetical order. */
    public static List<String> clientIds(KeycloakSession session, String realmId, int max) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(
                        "select distinct c.clientId from ClientEntity c join c.authFlowBindings f"
                                + " where c.realmId = :realm order by c.clientId",
                        String.class)
                .setParameter("realm", realmId)
                .setMaxResults(max)
                .getResultList();
    }
}
