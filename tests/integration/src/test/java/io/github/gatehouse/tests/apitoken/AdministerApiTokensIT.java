package io.github.gatehouse.tests.apitoken;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X8: administrators and the API tokens of all users")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministerApiTokensIT {

    private static final String TOKENS = "/admin/realms/{realm}/api-tokens";

    private TestRealm realm;
    private ApiTokenCalls calls;
    private TestUser alice;

    @BeforeAll
    void someTokens(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        alice = realm.user("alice").realmRoles("reports-reader").create();
    }

    @Test
    void areListedWithTheirOwner() {
        Created created = calls.create(alice, "listed", "reports-reader");
        JsonNode row = only(list("?user=" + alice.id() + "&search=listed"));
        assertThat(row.get("id").asText()).isEqualTo(created.id());
        assertThat(row.get("userId").asText()).isEqualTo(alice.id());
        assertThat(row.get("username").asText()).isEqualTo("alice");
        assertThat(row.get("status").asText()).isEqualTo("active");
        assertThat(row.has("token")).isFalse();
        assertThat(row.toString()).doesNotContain(created.token());
    }

    @Test
    void areFoundByTheBeginningOfTheirName() {
        TestUser user = realm.user("search").realmRoles("reports-reader").create();
        calls.create(user, "Zeta 100%_done", "reports-reader");
        calls.create(user, "zeta other", "reports-reader");
        assertThat(names("?search=zeta")).containsExactlyInAnyOrder("Zeta 100%_done", "zeta other");
        assertThat(names("?search=ZETA 100%25_")).containsExactly("Zeta 100%_done");
        assertThat(names("?search=eta")).isEmpty();
        assertThat(names("?search=zeta%25")).isEmpty();
        assertThat(names("?search=zeta_")).isEmpty();
    }

    @Test
    void areFoundByStatus(TestServer server) {
        TestUser user = realm.user("status").realmRoles("reports-reader").create();
        Created revoked = calls.create(user, "status revoked", "reports-reader");
        calls.create(user, "status expired", "reports-reader");
        calls.create(user, ApiTokenCalls.form("status active", "reports-reader", "validityMonths", 12));
        calls.revoke(user, revoked.id()).expect(204);
        server.time().advance(Duration.ofDays(100));
        for (String status : List.of("active", "expired", "revoked")) {
            assertThat(names("?user=" + user.id() + "&status=" + status)).containsExactly("status " + status);
            assertThat(names("?status=" + status)).contains("status " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({"status=other,status", "max=0,max", "max=101,max", "first=-1,first", "max=x,max"})
    void aBadQueryIsRefusedByName(String query, String field) {
        Response refused = realm.admin().get("/api-tokens?" + query).send();
        assertThat(refused.expect(400).json().get("field").asText()).isEqualTo(field);
    }

    @Test
    void areRevokedOneByOneWithAnAdminEvent() {
        realm.enableEvents();
        Created created = calls.create(alice, "revoked by admin", "reports-reader");
        calls.verify(created.token()).expect(200);
        realm.admin().delete("/api-tokens/" + created.id()).send().expect(204);
        assertThat(calls.verify(created.token()).status()).isEqualTo(401);
        realm.admin().delete("/api-tokens/" + created.id()).send().expect(204);
        realm.admin().delete("/api-tokens/no-such-token").send().expect(404);

        List<JsonNode> events = realm.adminEvents().stream()
                .filter(event -> event.get("resourcePath").asText().equals("api-tokens/" + created.id()))
                .toList();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("operationType").asText()).isEqualTo("DELETE");
        assertThat(events.get(0).get("resourceType").asText()).isEqualTo("GATEHOUSE_API_TOKEN");
        assertThat(events.get(0).toString()).doesNotContain(created.token());
    }

    @Test
    void areRevokedTogether() {
        TestUser user = realm.user("all").realmRoles("reports-reader").create();
        Created one = calls.create(user, "one", "reports-reader");
        Created two = calls.create(user, "two", "reports-reader");
        Created other = calls.create(alice, "untouched", "reports-reader");
        realm.admin().delete("/api-tokens?user=" + user.id()).send().expect(204);
        assertThat(calls.verify(one.token()).status()).isEqualTo(401);
        assertThat(calls.verify(two.token()).status()).isEqualTo(401);
        assertThat(calls.verify(other.token()).status()).isEqualTo(200);
        assertThat(realm.admin()
                        .delete("/api-tokens")
                        .send()
                        .expect(400)
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("user");
        realm.admin().delete("/api-tokens?user=no-such-user").send().expect(404);
    }

    @Test
    void permissionsAreThoseOfKeycloaksOwnUsers() {
        Created created = calls.create(alice, "permissions", "reports-reader");
        TestUser nobody = realm.user("no-admin").create();
        TestUser viewer = realm.user("view-admin")
                .clientRole("realm-management", "view-users")
                .create();
        TestUser manager = realm.user("manage-admin")
                .clientRole("realm-management", "manage-users")
                .create();

        assertThat(realm.http().get(TOKENS).send().status()).isEqualTo(401);
        assertThat(realm.http().get(TOKENS).bearer(nobody.accessToken()).send().status())
                .isEqualTo(403);
        assertThat(realm.http()
                        .get(TOKENS + "?user=no-such-user")
                        .bearer(nobody.accessToken())
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(realm.http().get(TOKENS).bearer(viewer.accessToken()).send().status())
                .isEqualTo(200);
        for (TestUser powerless : List.of(nobody, viewer)) {
            String accessToken = powerless.accessToken();
            assertThat(realm.http()
                            .delete(TOKENS + "/" + created.id())
                            .bearer(accessToken)
                            .send()
                            .status())
                    .isEqualTo(403);
            assertThat(realm.http()
                            .delete(TOKENS + "/no-such-token")
                            .bearer(accessToken)
                            .send()
                            .status())
                    .isEqualTo(403);
            assertThat(realm.http()
                            .delete(TOKENS + "?user=" + alice.id())
                            .bearer(accessToken)
                            .send()
                            .status())
                    .isEqualTo(403);
        }
        assertThat(calls.verify(created.token()).status()).isEqualTo(200);
        assertThat(realm.http()
                        .delete(TOKENS + "/" + created.id())
                        .bearer(manager.accessToken())
                        .send()
                        .status())
                .isEqualTo(204);
    }

    @Test
    void rowsDieWithTheirUserAndTheirRealm(TestServer server) {
        String name = realm.name() + "-mortal";
        server.admin()
                .post("/realms")
                .json(Map.of(
                        "realm",
                        name,
                        "enabled",
                        true,
                        "sslRequired",
                        "none",
                        "roles",
                        Map.of("realm", List.of(Map.of("name", "r"))),
                        "clients",
                        List.of(Map.of("clientId", "c", "publicClient", true, "directAccessGrantsEnabled", true)),
                        "users",
                        List.of(mortal("one"), mortal("two"))))
                .send()
                .expect(201);
        String realmId = server.admin()
                .get("/realms/" + name)
                .send()
                .expect(200)
                .json()
                .get("id")
                .asText();
        for (String user : List.of("one", "two")) {
            String accessToken = server.http()
                    .post("/realms/" + name + "/protocol/openid-connect/token")
                    .form("grant_type", "password", "client_id", "c", "username", user, "password", "Mortal-2026!")
                    .send()
                    .expect(200)
                    .json()
                    .get("access_token")
                    .asText();
            server.http()
                    .post("/realms/" + name + "/api-tokens")
                    .bearer(accessToken)
                    .json(Map.of("name", "x", "role", "r", "validityMonths", 1))
                    .send()
                    .expect(201);
        }
        assertThat(rows(server, realmId)).isEqualTo(2);
        String one = server.admin()
                .get("/realms/" + name + "/users?username=one")
                .send()
                .json()
                .get(0)
                .get("id")
                .asText();
        server.admin().delete("/realms/" + name + "/users/" + one).send().expect(204);
        assertThat(rows(server, realmId)).isEqualTo(1);
        server.admin().delete("/realms/" + name).send().expect(204);
        assertThat(rows(server, realmId)).isZero();
    }

    private static Map<String, Object> mortal(String username) {
        return Map.of(
                "username",
                username,
                "email",
                username + "@example.org",
                "firstName",
                "M",
                "lastName",
                "Ortal",
                "enabled",
                true,
                "realmRoles",
                List.of("r"),
                "clientRoles",
                Map.of("account", List.of("manage-account")),
                "credentials",
                List.of(Map.of("type", "password", "value", "Mortal-2026!")));
    }

    private static long rows(TestServer server, String realmId) {
        return server.http()
                .get("/realms/{realm}/gatehouse-testing/database/rows")
                .query("table", "GATEHOUSE_API_TOKEN")
                .query("realm", realmId)
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }

    private JsonNode list(String query) {
        return realm.admin().get("/api-tokens" + query).send().expect(200).json();
    }

    private List<String> names(String query) {
        return StreamSupport.stream(list(query.replace(" ", "%20")).spliterator(), false)
                .map(row -> row.get("name").asText())
                .toList();
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
