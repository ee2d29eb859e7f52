package io.github.gatehouse.tests.apitoken;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X8: an administrator by Keycloak's fine-grained permissions, for some users only")
class DelegatedAdministrationIT {

    private static final String TOKENS = "/admin/realms/{realm}/api-tokens";

    private final TestRealm realm;
    private final ApiTokenCalls calls;

    DelegatedAdministrationIT(TestRealm realm) {
        this.realm = realm;
        this.calls = new ApiTokenCalls(realm);
    }

    @Test
    void seesAndRevokesTheTokensOfThoseUsersAndNoOthers() {
        realm.realmRole("reports-reader");
        TestUser alice = realm.user("alice").realmRoles("reports-reader").create();
        TestUser bob = realm.user("bob").realmRoles("reports-reader").create();
        Created aliceToken = calls.create(alice, "mine", "reports-reader");
        Created bobToken = calls.create(bob, "mine", "reports-reader");
        TestUser helpdesk = realm.user("helpdesk").create();

        realm.update(other -> other.put("adminPermissionsEnabled", true));
        permit(helpdesk, alice, "view");
        String accessToken = helpdesk.accessToken();
        assertThat(list(accessToken, alice)).isEqualTo(200);
        assertThat(list(accessToken, bob)).isEqualTo(403);
        assertThat(realm.http().get(TOKENS).bearer(accessToken).send().status()).isEqualTo(403);
        assertThat(revoke(accessToken, aliceToken)).isEqualTo(403);

        permit(helpdesk, alice, "manage");
        assertThat(revoke(accessToken, bobToken)).isEqualTo(403);
        assertThat(revoke(accessToken, aliceToken)).isEqualTo(204);
        assertThat(calls.verify(aliceToken.token()).status()).isEqualTo(401);
        assertThat(calls.verify(bobToken.token()).status()).isEqualTo(200);
    }

    private int list(String accessToken, TestUser user) {
        return realm.http()
                .get(TOKENS + "?user=" + user.id())
                .bearer(accessToken)
                .send()
                .status();
    }

    private int revoke(String accessToken, Created token) {
        return realm.http()
                .delete(TOKENS + "/" + token.id())
                .bearer(accessToken)
                .send()
                .status();
    }

    private void permit(TestUser administrator, TestUser user, String scope) {
        JsonNode client = realm.admin()
                .get("/clients?clientId=admin-permissions")
                .send()
                .expect(200)
                .json()
                .get(0);
        String authorization = "/clients/" + client.get("id").asText() + "/authz/resource-server";
        String policy = realm.admin()
                .post(authorization + "/policy/user")
                .json(Map.of("name", "only helpdesk may " + scope, "users", List.of(administrator.id())))
                .send()
                .expect(201)
                .json()
                .get("id")
                .asText();
        realm.admin()
                .post(authorization + "/permission/scope")
                .json(Map.of(
                        "name", "helpdesk may " + scope,
                        "resourceType", "Users",
                        "resources", List.of(user.id()),
                        "scopes", List.of(scope),
                        "policies", List.of(policy)))
                .send()
                .expect(201);
    }
}
