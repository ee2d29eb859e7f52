package io.github.gatehouse.storage.client;

import java.util.List;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Finds clients by an attribute in Keycloak's own table, which has an index of name and value. Keycloak's search for it is closed unless the server's
 * configuration opens each attribute ({@code searchClientsByAttributes}, 26.7).
 */
public final class ClientsByAttribute {

    private ClientsByAttribute() {}

    /** Ids of the first {@code max} enabled clients of the realm whose attribute has this value, ordered by client id. */
    public static List<String> ids(KeycloakSession session, String realmId, String name, String value, int max) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(
                        "select c.id from ClientAttributeEntity a join a.client c"
                                + " where a.name = :name and a.value = :value and c.realmId = :realm and c.enabled = true"
                                + " order by c.clientId",
                        String.class)
                .setParameter("name", name)
                .setParameter("value", value)
                .setParameter("realm", realmId)
                .setMaxResults(max)
                .getResultList();
    }
}
