package io.github.gatehouse.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;

/** A realm with users who are signed in, a resource server that accepts API tokens and is in the audience of access tokens, and the calls to measure. */
final class BenchmarkRealm {

    static final String ROLE = "reports-reader";

    private static final int USERS = 20;
    private static final int HOURS = 3600;

    private final TestRealm realm;
    private final String base;
    private final TestClient resourceServer;
    private final String roleId;
    private final List<TestUser> users = new ArrayList<>();
    private final List<String> accessTokens = new ArrayList<>();
    private final TestUser ownerOfUncached;

    BenchmarkRealm(TestRealm realm) {
        this.realm = realm;
        this.base = "/realms/" + realm.name();
        realm.update(representation ->
                representation.put("accessTokenLifespan", 3 * HOURS).put("ssoSessionIdleTimeout", 3 * HOURS));
        realm.realmRole(ROLE);
        this.roleId = realm.admin()
                .get("/roles/" + ROLE)
                .send()
                .expect(200)
                .json()
                .get("id")
                .asText();
        this.resourceServer = realm.client("resource-server")
                .confidential()
                .attribute("gatehouse.apiTokens.accept", "true")
                .create();
        addAudienceToAccessTokens();
        for (int i = 0; i < USERS; i++) {
            TestUser user = realm.user("user" + i).realmRoles(ROLE).create();
            users.add(user);
            accessTokens.add(user.accessToken());
        }
        this.ownerOfUncached = realm.user("owner-of-uncached").realmRoles(ROLE).create();
    }

    private void addAudienceToAccessTokens() {
        JsonNode client = realm.admin()
                .get("/clients")
                .query("clientId", TestRealm.SIGN_IN_CLIENT)
                .send()
                .expect(200)
                .json()
                .get(0);
        realm.admin()
                .post("/clients/" + client.get("id").asText() + "/protocol-mappers/models")
                .json(Map.of(
                        "name", "resource-server",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config",
                                Map.of(
                                        "included.client.audience",
                                        resourceServer.clientId(),
                                        "access.token.claim",
                                        "true")))
                .send()
                .expect(201);
    }

    String id() {
        return realm.id();
    }

    String roleId() {
        return roleId;
    }

    List<String> userIds() {
        return users.stream().map(TestUser::id).toList();
    }

    /** A user apart from {@link #userIds}, for tokens that must not be in the lists of those. */
    String ownerOfUncached() {
        return ownerOfUncached.id();
    }

    /** Calls that do nothing, with the same headers as {@link #verify}. */
    List<HttpCall> noOpGet(List<String> tokens) {
        return tokens.stream()
                .map(token -> HttpCall.get(base + "/gatehouse-testing/no-op", token))
                .toList();
    }

    /** Calls that look up a user and a role in Keycloak's caches, with the same headers as {@link #verify}. */
    List<HttpCall> lookUps(List<String> tokens) {
        List<HttpCall> calls = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            String user = users.get(i % users.size()).id();
            calls.add(HttpCall.get(base + "/gatehouse-testing/no-op/" + user + "/" + roleId, tokens.get(i)));
        }
        return calls;
    }

    /** Calls that do nothing, with the same header and form as {@link #introspect}. */
    List<HttpCall> noOpPost(List<String> tokens) {
        return tokens.stream()
                .map(token -> clientCall("/gatehouse-testing/no-op", token))
                .toList();
    }

    List<HttpCall> verify(List<String> tokens) {
        return tokens.stream()
                .map(token -> HttpCall.get(base + "/api-tokens/verify?role=" + ROLE, token))
                .toList();
    }

    /** Introspection as a confidential client, of API tokens or access tokens. */
    List<HttpCall> introspect(List<String> tokens) {
        return tokens.stream()
                .map(token -> clientCall("/protocol/openid-connect/token/introspect", token))
                .toList();
    }

    List<HttpCall> introspectAccessTokens() {
        return introspect(accessTokens);
    }

    List<HttpCall> userInfo() {
        return accessTokens.stream()
                .map(token -> HttpCall.get(base + "/protocol/openid-connect/userinfo", token))
                .toList();
    }

    List<HttpCall> ownLists() {
        return accessTokens.stream()
                .map(token -> HttpCall.get(base + "/api-tokens", token))
                .toList();
    }

    private HttpCall clientCall(String path, String token) {
        String credentials = resourceServer.clientId() + ":" + resourceServer.secret();
        return new HttpCall(
                "POST",
                base + path,
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    /** Size of the answer's body to the first of these calls, which has to succeed. */
    int answerSize(List<HttpCall> calls) {
        HttpCall call = calls.get(0);
        var request = realm.http().method(call.method(), call.path()).header("Authorization", call.authorization());
        if (!call.form().isEmpty()) {
            request.rawBody("application/x-www-form-urlencoded", call.form().getBytes(StandardCharsets.US_ASCII));
        }
        Response answer = request.send().expect(200);
        return answer.text().length();
    }

    /** How many statements the server has sent to the database so far; asking the first time starts the counting, which costs time from then on. */
    long statements() {
        return realm.http()
                .get(base + "/gatehouse-testing/database")
                .send()
                .expect(200)
                .json()
                .get("statements")
                .asLong();
    }

    /** Sends each call once. */
    void sendEach(List<HttpCall> calls) {
        calls.forEach(call -> realm.http()
                .method(call.method(), call.path())
                .header("Authorization", call.authorization())
                .send()
                .expect(200));
    }

    /** The administrators' list of tokens. */
    JsonNode adminList(Map<String, String> query) {
        var request = realm.admin().get("/api-tokens");
        query.forEach(request::query);
        return request.send().expect(200).json();
    }
}
