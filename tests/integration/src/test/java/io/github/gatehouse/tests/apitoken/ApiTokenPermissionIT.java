package io.github.gatehouse.tests.apitoken;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Impersonation;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A1, A2: who may create, see and end API tokens")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokenPermissionIT {

    private TestRealm realm;
    private ApiTokenCalls calls;
    private TestUser alice;

    @BeforeAll
    void aUserWhoHoldsARole(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        alice = realm.user("alice").realmRoles("reports-reader").create();
    }

    @Test
    @DisplayName("A2: only after a fresh sign-in")
    void fiveMinutesAreFreshAndASecondMoreIsNot(TestServer server) {
        TestUser user = realm.user("fresh").realmRoles("reports-reader").create();
        // The access token must outlive the five minutes, else it is refused for its own age.
        realm.update(r -> r.put("accessTokenLifespan", 3600));
        String accessToken = user.accessToken();
        server.time().advance(Duration.ofSeconds(290));
        calls.tryCreate(accessToken, ApiTokenCalls.form("in time", "reports-reader", "validityMonths", 1))
                .expect(201);

        server.time().advance(Duration.ofSeconds(20));
        Response refused =
                calls.tryCreate(accessToken, ApiTokenCalls.form("too late", "reports-reader", "validityMonths", 1));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer ")
                .contains("error=\"insufficient_user_authentication\"")
                .contains("max_age=\"300\"");
        assertThat(refused.json().get("error").asText()).isEqualTo("insufficient_user_authentication");
        assertThat(calls.list(user)).hasSize(1);

        String id = calls.list(user).get(0).get("id").asText();
        Response renewal = realm.http()
                .post("/realms/{realm}/api-tokens/" + id + "/renew")
                .bearer(accessToken)
                .json(Map.of("validityMonths", 1))
                .send();
        assertThat(renewal.status()).isEqualTo(401);
        assertThat(renewal.header("WWW-Authenticate")).contains("insufficient_user_authentication");
    }

    @Test
    void nobodyWithoutAccessToken() {
        for (String header : List.of("Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "x")) {
            Response bad = realm.http()
                    .get("/realms/{realm}/api-tokens")
                    .header("Authorization", header)
                    .send();
            assertThat(bad.status()).as(header).isEqualTo(401);
            assertThat(bad.json().get("error").asText()).isEqualTo("invalid_token");
            assertThat(bad.header("WWW-Authenticate")).startsWith("Bearer");
        }
        Response refused = realm.http().get("/realms/{realm}/api-tokens").send();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(calls.tryCreate("nonsense", Map.of()).status()).isEqualTo(401);
    }

    @Test
    void whoOnlyMayViewTheProfileReadsAndDoesNotWrite() {
        TestUser viewer = realm.user("viewer").realmRoles("reports-reader").create();
        Created created = calls.create(viewer, "mine", "reports-reader");
        JsonNode mapped = realm.admin()
                .get("/roles/default-roles-" + realm.name())
                .send()
                .expect(200)
                .json();
        realm.admin()
                .method("DELETE", "/users/" + viewer.id() + "/role-mappings/realm")
                .json(List.of(mapped))
                .send()
                .expect(204);
        viewer.grantClientRole("account", "view-profile");

        assertThat(calls.list(viewer)).hasSize(1);
        calls.tryCreate(viewer.accessToken(), ApiTokenCalls.form("x", "reports-reader", "validityMonths", 1))
                .expect(403);
        calls.renew(viewer, created.id(), 1).expect(403);
        calls.revoke(viewer, created.id()).expect(403);
    }

    @Test
    @DisplayName("abuse case 23: what belongs to others is not found")
    void whatBelongsToOthersIsNotFound() {
        Created hers = calls.create(alice, "hers", "reports-reader");
        TestUser mallory = realm.user("mallory").realmRoles("reports-reader").create();
        assertThat(calls.get(mallory, hers.id()).status()).isEqualTo(404);
        assertThat(calls.renew(mallory, hers.id(), 1).status()).isEqualTo(404);
        assertThat(calls.revoke(mallory, hers.id()).status()).isEqualTo(404);
        assertThat(calls.get(mallory, "00000000-0000-0000-0000-000000000000").text())
                .isEqualTo(calls.get(mallory, hers.id()).text());
        assertThat(calls.verify(hers.token()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("S5: an administrator who impersonates the user neither creates, renews nor revokes")
    void anImpersonatorMayNot() {
        TestUser user = realm.user("impersonated").realmRoles("reports-reader").create();
        Created created = calls.create(user, "own", "reports-reader");
        String impersonation = Impersonation.accessToken(realm, user);

        assertThat(realm.http()
                        .get("/realms/{realm}/api-tokens")
                        .bearer(impersonation)
                        .send()
                        .status())
                .isEqualTo(200);
        Response refused =
                calls.tryCreate(impersonation, ApiTokenCalls.form("x", "reports-reader", "validityMonths", 1));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("error_description").asText()).contains("impersonating");
        assertThat(realm.http()
                        .delete("/realms/{realm}/api-tokens/" + created.id())
                        .bearer(impersonation)
                        .send()
                        .status())
                .isEqualTo(403);
    }
}
