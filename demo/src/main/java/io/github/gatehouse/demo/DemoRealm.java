package io.github.gatehouse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import net.minidev.json.JSONObject;

/**
 * What the demo needs to know about its realm. Read from the realm's own file, so that the demo secret is written down once.
 *
 * @param name the realm's name
 * @param resourceServer how the reports API proves to Keycloak who it is
 * @param page how the reports page does
 */
record DemoRealm(String name, ClientSecretBasic resourceServer, ClientSecretBasic page) {

    static final String RESOURCE_SERVER = "reports-api";
    static final String PAGE = "reports-page";

    /**
     * Reads a realm file.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it is not the demo realm's file: other realms' secrets are not for demos
     */
    static DemoRealm read(Path file) throws IOException {
        try {
            JSONObject realm = JSONObjectUtils.parse(Files.readString(file));
            JSONObject attributes = JSONObjectUtils.getJSONObject(realm, "attributes", new JSONObject());
            if (!"true".equals(JSONObjectUtils.getString(attributes, "gatehouse.demo", null))) {
                throw new IllegalArgumentException(
                        file + " is not a demo realm (attribute gatehouse.demo is not true)");
            }
            List<Object> clients = JSONObjectUtils.getList(realm, "clients");
            return new DemoRealm(
                    JSONObjectUtils.getNonBlankString(realm, "realm"),
                    client(RESOURCE_SERVER, clients),
                    client(PAGE, clients));
        } catch (ParseException e) {
            throw new IllegalArgumentException(file + " is not a realm file: " + e.getMessage(), e);
        }
    }

    private static ClientSecretBasic client(String clientId, List<Object> clients) {
        return new ClientSecretBasic(new ClientID(clientId), new Secret(secretOf(clientId, clients)));
    }

    private static String secretOf(String clientId, List<Object> clients) {
        for (Object client : clients) {
            if (client instanceof Map<?, ?> fields
                    && clientId.equals(fields.get("clientId"))
                    && fields.get("secret") instanceof String secret) {
                return secret;
            }
        }
        throw new IllegalArgumentException("the realm file has no client " + clientId + " with a secret");
    }
}
