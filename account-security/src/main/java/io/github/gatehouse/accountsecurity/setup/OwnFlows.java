package io.github.gatehouse.accountsecurity.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.gatehouse.storage.client.ClientsWithOwnFlows;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Clients and identity providers that use other flows than those of the realm: set-up does not touch them, and says so. */
final class OwnFlows {

    /** More are not named one by one. */
    private static final int MOST = 20;

    private OwnFlows() {}

    static List<String> notes(KeycloakSession session, RealmModel realm) {
        List<String> notes = new ArrayList<>();
        List<String> clients = ClientsWithOwnFlows.clientIds(session, realm.getId(), MOST);
        if (!clients.isEmpty()) {
            notes.add("These clients override the realm's flows, so what Gatehouse adds to those does not apply to them"
                    + andMore(clients) + ": " + String.join(", ", clients) + ".");
        }
        List<String> brokers = brokers(session, realm);
        if (!brokers.isEmpty()) {
            notes.add("These identity providers name a first login flow of their own, which stays as it is"
                    + andMore(brokers) + ": " + String.join(", ", brokers) + ".");
        }
        return List.copyOf(notes);
    }

    private static String andMore(List<String> names) {
        return names.size() == MOST ? " (the first " + MOST + ")" : "";
    }

    private static List<String> brokers(KeycloakSession session, RealmModel realm) {
        AuthenticationFlowModel common = realm.getFirstBrokerLoginFlow();
        return session.identityProviders()
                .getAllStream(IdentityProviderQuery.any(), 0, 10 * MOST)
                .filter(broker -> broker.getFirstBrokerLoginFlowId() != null
                        && (common == null || !Objects.equals(broker.getFirstBrokerLoginFlowId(), common.getId())))
                .map(IdentityProviderModel::getAlias)
                .limit(MOST)
                .toList();
    }
}
