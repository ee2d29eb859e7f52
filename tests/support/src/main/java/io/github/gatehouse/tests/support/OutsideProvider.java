package io.github.gatehouse.tests.support;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Another realm of the same server, at which users of the realm can sign in. */
public record OutsideProvider(TestRealm realm) {

    public static final String ALIAS = "elsewhere";
    public static final String PASSWORD = "Elsewhere-2026!";

    private String name() {
        return realm.name() + "-elsewhere";
    }

    private String base() {
        return realm.issuer().resolve("/realms/" + name()) + "/protocol/openid-connect";
    }

    public void connect() {
        root("POST", "")
                .json(Map.of("realm", name(), "enabled", true, "sslRequired", "none"))
                .send()
                .expect(201);
        root("POST", "/" + name() + "/clients")
                .json(Map.of("clientId", "brokering", "secret", "broker-secret", "redirectUris", new String[] {"*"}))
                .send()
                .expect(201);
        realm.admin()
                .post("/identity-provider/instances")
                .json(Map.of(
                        "alias",
                        ALIAS,
                        "providerId",
                        "oidc",
                        "config",
                        Map.of(
                                "clientId",
                                "brokering",
                                "clientSecret",
                                "broker-secret",
                                "clientAuthMethod",
                                "client_secret_post",
                                "authorizationUrl",
                                base() + "/auth",
                                "tokenUrl",
                                base() + "/token",
                                "issuer",
                                realm.issuer().resolve("/realms/" + name()).toString())))
                .send()
                .expect(201);
    }

    public void addUser(String username) {
        root("POST", "/" + name() + "/users")
                .json(Map.of(
                        "username",
                        username,
                        "email",
                        username + "@elsewhere.example.org",
                        "firstName",
                        "Test",
                        "lastName",
                        "User",
                        "enabled",
                        true,
                        "credentials",
                        new Object[] {Map.of("type", "password", "value", PASSWORD)}))
                .send()
                .expect(201);
    }

    public void link(TestUser user) {
        JsonNode found = root("GET", "/" + name() + "/users?username=" + user.username())
                .send()
                .expect(200)
                .json();
        realm.admin()
                .post("/users/" + user.id() + "/federated-identity/" + ALIAS)
                .json(Map.of(
                        "identityProvider",
                        ALIAS,
                        "userId",
                        found.get(0).get("id").asText(),
                        "userName",
                        user.username()))
                .send()
                .expect(204);
    }

    public void close() {
        root("DELETE", "/" + name()).send().expect(204);
    }

    private Request root(String method, String path) {
        return realm.http()
                .method(method, "/admin/realms" + path)
                .bearer(realm.admin().accessToken());
    }
}
