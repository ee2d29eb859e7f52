package io.github.gatehouse.tests.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;

import static org.assertj.core.api.Assertions.assertThat;

/** A realm in which each documented call can be made, the calls, and the answers that were seen. */
final class DocumentedCalls {

    private static final String TOKEN_TYPE = "urn:gatehouse:params:oauth:token-type:api-token";

    private final OpenApiDocument document = OpenApiDocument.read();

    /** Documented answers that were seen. */
    private final Set<String> seen = new TreeSet<>();

    private final TestRealm realm;
    private final TestUser alice;
    private final TestUser outsider;
    private final TestClient api;

    /** Makes a user with two roles and another with next to none, and a client that accepts tokens. */
    DocumentedCalls(TestRealm realm) {
        this.realm = realm;
        // Longer than all calls together take on a busy machine.
        realm.update(r -> r.put("accessTokenLifespan", 3_600));
        realm.realmRole("reader");
        realm.realmRole("writer");
        api = realm.client("api")
                .confidential()
                .attribute("gatehouse.apiTokens.accept", "true")
                .create();
        realm.clientRole("api", "archive");
        realm.composite("reader", "api/archive");
        realm.client("public").publicClient().create();
        alice = realm.user("alice").realmRoles("reader", "writer").create();

        outsider = realm.user("outsider").create();
        realm.admin()
                .delete("/users/" + outsider.id() + "/role-mappings/realm")
                .json(List.of(realm.admin()
                        .get("/roles/default-roles-" + realm.name())
                        .send()
                        .expect(200)
                        .json()))
                .send()
                .expect(204);
        outsider.grantClientRole("account", "view-applications");
    }

    OpenApiDocument document() {
        return document;
    }

    Set<String> seen() {
        return seen;
    }

    TestRealm realm() {
        return realm;
    }

    TestUser alice() {
        return alice;
    }

    TestUser outsider() {
        return outsider;
    }

    TestClient api() {
        return api;
    }

    /** Sends the request, whose answer must have this status and be as it is documented. */
    Response expect(int status, Operation operation, Request request) {
        Response answer = request.send();
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(document.differences(operation, answer)).as("%s", answer).isEmpty();
        seen.add(operation + " " + status);
        return answer;
    }

    Request request(Operation operation) {
        return request(operation, "");
    }

    Request request(Operation operation, String id) {
        return realm.http()
                .method(
                        operation.method(),
                        operation
                                .path()
                                .replace("{id}", id)
                                .replace("{userId}", alice.id())
                                .replace("{path}", "some/path"));
    }

    Request asApi(Operation operation) {
        return request(operation).basic(api.clientId(), api.secret());
    }

    Request asAdministrator(Operation operation, String id) {
        return request(operation, id).bearer(realm.admin().accessToken());
    }

    String newToken(TestUser owner, String name, Map<String, ?> more) {
        Map<String, Object> form = new TreeMap<>(form(name, "reader"));
        form.putAll(more);
        return realm.http()
                .post(Paths.TOKENS)
                .bearer(owner.accessToken())
                .json(form)
                .send()
                .expect(201)
                .json()
                .get("token")
                .asText();
    }

    static Map<String, Object> form(String name, String role) {
        return Map.of("name", name, "role", role, "validityMonths", 3);
    }

    static Map<String, Object> fullForm() {
        return new TreeMap<>(Map.of(
                "name",
                "full",
                "role",
                "reader",
                "validityMonths",
                1,
                "allowedAddresses",
                List.of("127.0.0.0/8", "::1"),
                "audience",
                List.of("api")));
    }

    static String[] exchangeForm(String token, String... more) {
        List<String> form = new ArrayList<>(List.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                TOKEN_TYPE));
        form.addAll(List.of(more));
        return form.toArray(String[]::new);
    }

    void withSetting(String name, String value, Runnable calls) {
        realm.attribute(name, value);
        try {
            calls.run();
        } finally {
            realm.attribute(name, null);
        }
    }
}
