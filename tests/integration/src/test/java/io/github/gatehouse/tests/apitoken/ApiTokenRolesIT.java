package io.github.gatehouse.tests.apitoken;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A1: roles to choose from")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokenRolesIT {

    private TestRealm realm;
    private ApiTokenCalls calls;

    @BeforeAll
    void aRole(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
    }

    @Test
    void areThoseHeldDirectlyByGroupAndInsideOtherRoles() {
        realm.realmRole("developer");
        realm.realmRole("deployments-writer");
        realm.realmRole("group-role");
        realm.client("reports-api").confidential().create();
        realm.clientRole("reports-api", "archive");
        realm.composite("developer", "deployments-writer", "reports-api/archive");
        TestUser bob = realm.user("bob-roles").realmRoles("developer").create();
        String group = realm.admin()
                .post("/groups")
                .json(Map.of("name", "staff"))
                .send()
                .expect(201)
                .createdId();
        JsonNode role =
                realm.admin().get("/roles/group-role").send().expect(200).json();
        realm.admin()
                .post("/groups/" + group + "/role-mappings/realm")
                .json(List.of(role))
                .send()
                .expect(204);
        realm.admin()
                .put("/users/" + bob.id() + "/groups/" + group)
                .json(Map.of())
                .send()
                .expect(204);

        assertThat(roles(bob)).containsExactly("deployments-writer", "developer", "group-role", "reports-api/archive");
        Created created = calls.create(bob, "client role", "reports-api/archive");
        assertThat(created.row().get("role").asText()).isEqualTo("reports-api/archive");
    }

    @Test
    void lackWhatAnAdministratorExcludes() {
        realm.realmRole("secret-one");
        realm.realmRole("secret-two");
        realm.realmRole("open");
        TestUser carol = realm.user("carol-roles")
                .realmRoles("secret-one", "secret-two", "open")
                .create();
        Created before = calls.create(carol, "before", "secret-one");
        realm.attribute("gatehouse.apiTokens.excludedRoles", "secret-*, other");
        try {
            assertThat(roles(carol)).containsExactly("open");
            Response refused =
                    calls.tryCreate(carol.accessToken(), ApiTokenCalls.form("x", "secret-one", "validityMonths", 1));
            assertThat(refused.expect(400).json().get("error").asText()).isEqualTo("role_not_held");
            assertThat(calls.verify(before.token()).status()).isEqualTo(401);
        } finally {
            realm.attribute("gatehouse.apiTokens.excludedRoles", null);
        }
        assertThat(calls.verify(before.token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"offline_access", "uma_authorization", "account/manage-account", "realm-management/realm-admin"})
    @DisplayName("abuse case 25: never have those that Keycloak gives meaning to")
    void neverHaveKeycloaksOwn(String role) {
        TestUser dora = realm.user("dora-" + role.replace('/', '-')).create();
        if (role.contains("/") && !role.startsWith("account")) {
            dora.grantClientRole("realm-management", "realm-admin");
        }
        assertThat(roles(dora)).doesNotContain(role);
        calls.tryCreate(dora.accessToken(), ApiTokenCalls.form("x", role, "validityMonths", 1))
                .expect(400);
    }

    private List<String> roles(TestUser user) {
        JsonNode roles = realm.http()
                .get("/realms/{realm}/api-tokens/roles")
                .bearer(user.accessToken())
                .send()
                .expect(200)
                .json();
        return StreamSupport.stream(roles.spliterator(), false)
                .map(r -> r.get("role").asText())
                .toList();
    }
}
