package io.github.gatehouse.tests.apitoken;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;

/** The calls of the API token REST, as users, gateways and resource servers make them. */
final class ApiTokenCalls {

    static final String ACCEPT = "gatehouse.apiTokens.accept";
    static final String TOKEN_TYPE = "urn:gatehouse:params:oauth:token-type:api-token";

    private static final String TOKENS = "/realms/{realm}/api-tokens";

    private final TestRealm realm;

    ApiTokenCalls(TestRealm realm) {
        this.realm = realm;
    }

    /** A confidential client that accepts API tokens. */
    TestClient acceptingClient(String clientId) {
        return realm.client(clientId).confidential().attribute(ACCEPT, "true").create();
    }

    /** What was created: the row and, this once, the token. */
    record Created(String id, String token, JsonNode row) {}

    Created create(TestUser owner, String name, String role) {
        return create(owner, Map.of("name", name, "role", role, "validityMonths", 3));
    }

    Created create(TestUser owner, Map<String, ?> form) {
        JsonNode row = tryCreate(owner.accessToken(), form).expect(201).json();
        return new Created(row.get("id").asText(), row.get("token").asText(), row);
    }

    Response tryCreate(String accessToken, Object form) {
        return realm.http().post(TOKENS).bearer(accessToken).json(form).send();
    }

    /** A form that is right, with one field changed; null takes the field out. */
    static Map<String, Object> form(String name, String role, String field, Object value) {
        Map<String, Object> form = new TreeMap<>(Map.of("name", name, "role", role, "validityMonths", 3));
        if (value == null) {
            form.remove(field);
        } else {
            form.put(field, value);
        }
        return form;
    }

    JsonNode list(TestUser owner) {
        return realm.http()
                .get(TOKENS)
                .bearer(owner.accessToken())
                .send()
                .expect(200)
                .json();
    }

    Response get(TestUser owner, String id) {
        return realm.http().get(TOKENS + "/" + id).bearer(owner.accessToken()).send();
    }

    Response renew(TestUser owner, String id, int months) {
        return realm.http()
                .post(TOKENS + "/" + id + "/renew")
                .bearer(owner.accessToken())
                .json(Map.of("validityMonths", months))
                .send();
    }

    Response revoke(TestUser owner, String id) {
        return realm.http()
                .delete(TOKENS + "/" + id)
                .bearer(owner.accessToken())
                .send();
    }

    Response revokeByHolder(String token) {
        return realm.http().post(TOKENS + "/revoke").form("token", token).send();
    }

    Request verifyRequest(String token) {
        return realm.http().get(TOKENS + "/verify").bearer(token);
    }

    Response verify(String token) {
        return verifyRequest(token).send();
    }

    Response introspect(TestClient client, String token) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token/introspect")
                .basic(client.clientId(), client.secret())
                .form("token", token)
                .send();
    }

    boolean isActive(TestClient client, String token) {
        return introspect(client, token).expect(200).json().get("active").asBoolean();
    }

    Response exchange(TestClient client, String token, String... more) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .basic(client.clientId(), client.secret())
                .form(concat(
                        new String[] {
                            "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                            "subject_token", token,
                            "subject_token_type", TOKEN_TYPE
                        },
                        more))
                .send();
    }

    private static String[] concat(String[] first, String[] second) {
        String[] all = new String[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
