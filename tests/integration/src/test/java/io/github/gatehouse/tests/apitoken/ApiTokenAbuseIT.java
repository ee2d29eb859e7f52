package io.github.gatehouse.tests.apitoken;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("Abuse of API tokens")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokenAbuseIT {

    private TestRealm realm;
    private ApiTokenCalls calls;
    private TestUser alice;
    private Created created;

    @BeforeAll
    void anAdministratorsToken(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.enableEvents();
        realm.realmRole("reports-reader");
        // An administrator: what she can do at Keycloak must not be within the token's reach.
        alice = realm.user("alice")
                .realmRoles("reports-reader")
                .clientRole("realm-management", "realm-admin")
                .create();
        created = calls.create(alice, "stolen", "reports-reader");
    }

    @Test
    @DisplayName(
            "25: an API token opens neither its own REST, nor account, administration, user info or a browser session")
    void anApiTokenOpensNothingAtKeycloak() {
        String token = created.token();
        List<Request> requests = List.of(
                realm.http().get("/realms/{realm}/api-tokens").bearer(token),
                realm.http().get("/realms/{realm}/api-tokens/roles").bearer(token),
                realm.http().get("/realms/{realm}/api-tokens/options").bearer(token),
                realm.http()
                        .post("/realms/{realm}/api-tokens")
                        .bearer(token)
                        .json(Map.of("name", "x", "role", "reports-reader", "validityMonths", 1)),
                realm.http()
                        .post("/realms/{realm}/api-tokens/" + created.id() + "/renew")
                        .bearer(token)
                        .json(Map.of("validityMonths", 12)),
                realm.http()
                        .delete("/realms/{realm}/api-tokens/" + created.id())
                        .bearer(token),
                realm.http()
                        .get("/realms/{realm}/account/")
                        .header("Accept", "application/json")
                        .bearer(token),
                realm.http()
                        .get("/realms/{realm}/account/credentials")
                        .header("Accept", "application/json")
                        .bearer(token),
                realm.http()
                        .get("/realms/{realm}/protocol/openid-connect/userinfo")
                        .bearer(token),
                realm.http().get("/admin/realms/{realm}/users").bearer(token),
                realm.http().get("/admin/realms/{realm}/api-tokens").bearer(token),
                realm.http()
                        .delete("/admin/realms/{realm}/api-tokens/" + created.id())
                        .bearer(token),
                realm.http().get("/admin/realms").bearer(token));
        for (Request request : requests) {
            assertThat(request.send().status()).as(request.toString()).isEqualTo(401);
        }
        Response page = realm.http()
                .get(
                        "/realms/{realm}/protocol/openid-connect/auth?response_type=code&client_id=account-console&prompt=none"
                                + "&redirect_uri=" + realm.issuer()
                                + "/account/&scope=openid&code_challenge_method=S256"
                                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
                .header("Cookie", "KEYCLOAK_IDENTITY=" + token)
                .bearer(token)
                .send();
        assertThat(String.valueOf(page.header("Location"))).doesNotContain("code=");
        assertThat(realm.http()
                        .post("/realms/{realm}/protocol/openid-connect/token")
                        .form(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                token,
                                "client_id",
                                TestRealm.SIGN_IN_CLIENT)
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(calls.verify(token).status()).isEqualTo(200);
        assertThat(calls.list(alice)).hasSize(1);
    }

    @Test
    @DisplayName("26: invented tokens are refused before the database; what passes for one is limited by address")
    void inventedTokensAreLimited(TestServer server) {
        String address = "203.0.113.77";
        calls.verify(created.token()).expect(200);
        Statements statements = new Statements(server);
        assertThat(statements.leastDuring(() -> {
                    for (int i = 0; i < 150; i++) {
                        String invented = "gth_" + "x".repeat(43) + String.format("%06d", i);
                        assertThat(verifyFrom(address, invented).status()).isEqualTo(401);
                    }
                }))
                .as("wrong checksum: no look-up, no count")
                .isZero();

        long before = statements.soFar();
        int lookedUp = 0;
        Response last = null;
        for (int i = 0; i < 400; i++) {
            last = verifyFrom(address, ApiTokenFormat.generate("gth"));
            if (last.status() == 401) {
                lookedUp++;
            }
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isEqualTo("60");
        assertThat(lookedUp).isBetween(290, 310);
        assertThat(statements.soFar() - before)
                .as("one look-up each, none beyond the limit")
                .isLessThan(350);

        assertThat(verifyFrom(address, created.token()).status())
                .as("a token that is at work")
                .isEqualTo(200);
        assertThat(verifyFrom("203.0.113.78", ApiTokenFormat.generate("gth")).status())
                .as("another address")
                .isEqualTo(401);
    }

    @Test
    @DisplayName("26: the same unknown token is looked up once")
    void anUnknownTokenIsLookedUpOnce(TestServer server) {
        String unknown = ApiTokenFormat.generate("gth");
        calls.verify(unknown).expect(401);
        assertThat(new Statements(server).leastDuring(() -> {
                    for (int i = 0; i < 20; i++) {
                        calls.verify(unknown).expect(401);
                    }
                }))
                .isZero();
    }

    private Response verifyFrom(String address, String token) {
        return calls.verifyRequest(token).header("X-Forwarded-For", address).send();
    }

    @Test
    @DisplayName("A4: creation, renewal, revocation and refused use are user events, none of which holds a token")
    void eventsTellWhatHappened() {
        TestUser user = realm.user("events").realmRoles("reports-reader").create();
        TestClient api = calls.acceptingClient("events-api");
        Created token = calls.create(user, "told", "reports-reader");
        String fresh =
                calls.renew(user, token.id(), 1).expect(200).json().get("token").asText();
        user.disable();
        for (int i = 0; i < 5; i++) {
            calls.verify(fresh).expect(401);
            calls.isActive(api, fresh);
        }
        user.enable();
        calls.revoke(user, token.id()).expect(204);
        Created second = calls.create(user, "shown", "reports-reader");
        calls.revokeByHolder(second.token()).expect(200);

        List<JsonNode> events = realm.events().stream()
                .filter(event -> event.path("userId").asText().equals(user.id()))
                .toList();
        Set<String> told = new HashSet<>();
        for (JsonNode event : events) {
            told.add(event.get("type").asText() + " "
                    + event.at("/details/gatehouse_action").asText()
                    + event.at("/details/gatehouse_refusal").asText());
            assertThat(event.toString()).doesNotContain(token.token(), fresh, second.token());
        }
        assertThat(told)
                .contains(
                        "UPDATE_CREDENTIAL created",
                        "UPDATE_CREDENTIAL renewed",
                        "REMOVE_CREDENTIAL revoked",
                        "REMOVE_CREDENTIAL revoked_by_holder",
                        "VALIDATE_ACCESS_TOKEN_ERROR user_disabled");
        JsonNode creation = events.stream()
                .filter(event -> event.at("/details/gatehouse_api_token_id")
                                .asText()
                                .equals(token.id())
                        && event.at("/details/gatehouse_action").asText().equals("created"))
                .findFirst()
                .orElseThrow();
        assertThat(creation.at("/details/gatehouse_api_token_name").asText()).isEqualTo("told");
        assertThat(creation.at("/details/credential_type").asText()).isEqualTo("gatehouse-api-token");
        assertThat(creation.get("ipAddress").asText()).isNotBlank();
        assertThat(events.stream()
                        .filter(event ->
                                event.at("/details/gatehouse_refusal").asText().equals("user_disabled")))
                .as("ten refusals, one event")
                .hasSize(1);
    }

    @Test
    @DisplayName("P9: no token is in the server's log, a realm export or administration REST")
    void noTokenIsWrittenAnywhere(TestServer server) throws Exception {
        calls.verify(created.token()).expect(200);
        calls.verify(created.token() + "x").expect(401);
        String export = realm.admin()
                .post("/partial-export?exportClients=true&exportGroupsAndRoles=true")
                .send()
                .expect(200)
                .text();
        String user =
                realm.admin().get("/users/" + alice.id()).send().expect(200).text();
        String credentials = realm.admin()
                .get("/users/" + alice.id() + "/credentials")
                .send()
                .expect(200)
                .text();
        String rows = realm.admin().get("/api-tokens").send().expect(200).text();
        assertThat(export + user + credentials + rows).doesNotContain(created.token());
        assertThat(java.nio.file.Files.readString(server.log())).doesNotContain(created.token());
    }
}
