package io.github.gatehouse.apitokens.settings;

import java.util.Objects;
import java.util.stream.Stream;

import io.github.gatehouse.storage.client.ClientsByAttribute;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Clients that can be the audience of API tokens: those with the attribute {@value #ATTRIBUTE}{@code =true}, Keycloak's own never. */
public final class AcceptingClients {

    public static final String ATTRIBUTE = "gatehouse.apiTokens.accept";

    private AcceptingClients() {}

    public static boolean contains(RealmModel realm, ClientModel client) {
        return client.isEnabled()
                && "true".equals(client.getAttribute(ATTRIBUTE))
                && !BuiltInClients.contains(realm, client);
    }

    /** The first {@code max} of them. */
    public static Stream<ClientModel> of(KeycloakSession session, RealmModel realm, int max) {
        return ClientsByAttribute.ids(session, realm.getId(), ATTRIBUTE, "true", max).stream()
                .map(realm::getClientById)
                .filter(Objects::nonNull)
                .filter(client -> contains(realm, client));
    }
}
