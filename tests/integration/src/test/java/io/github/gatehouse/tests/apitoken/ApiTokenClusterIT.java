package io.github.gatehouse.tests.apitoken;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.ClusterProfile;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("cluster")
@GatehouseTest(profile = ClusterProfile.class)
@DisplayName("A4, X6: what one node ends the other refuses at once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokenClusterIT {

    private TestRealm realm;
    private ApiTokenCalls here;
    private ApiTokenCalls there;
    private TestUser alice;
    private TestClient reportsApi;

    @BeforeAll
    void aTokenAndTwoNodes(TestRealm realm, TestServer server) {
        this.realm = realm;
        here = new ApiTokenCalls(realm);
        there = new ApiTokenCalls(realm.on(server.nodes().get(1)));
        realm.realmRole("reports-reader");
        alice = realm.user("alice").realmRoles("reports-reader").create();
        reportsApi = here.acceptingClient("reports-api");
    }

    private Created usedOnBoth(TestUser owner, String name) {
        Created created = here.create(owner, name, "reports-reader");
        for (ApiTokenCalls node : new ApiTokenCalls[] {here, there, here, there}) {
            assertThat(node.verify(created.token()).status()).isEqualTo(200);
            assertThat(node.isActive(reportsApi, created.token())).isTrue();
        }
        return created;
    }

    @Test
    void revocation() {
        Created token = usedOnBoth(alice, "revoked");
        here.revoke(alice, token.id()).expect(204);
        assertThat(there.verify(token.token()).status()).isEqualTo(401);
        assertThat(there.isActive(reportsApi, token.token())).isFalse();
        assertThat(here.verify(token.token()).status()).isEqualTo(401);
    }

    @Test
    void revocationByAnAdministrator() {
        TestUser bob = realm.user("admin-revoked").realmRoles("reports-reader").create();
        Created token = usedOnBoth(bob, "x");
        realm.admin().delete("/api-tokens?user=" + bob.id()).send().expect(204);
        assertThat(there.verify(token.token()).status()).isEqualTo(401);
    }

    @Test
    void aDisabledOwnerAndALostRole() {
        TestUser bob = realm.user("disabled").realmRoles("reports-reader").create();
        Created token = usedOnBoth(bob, "x");
        bob.disable();
        assertThat(there.verify(token.token()).status()).isEqualTo(401);
        bob.enable();
        assertThat(there.verify(token.token()).status()).isEqualTo(200);
        bob.revokeRealmRole("reports-reader");
        assertThat(there.verify(token.token()).status()).isEqualTo(401);
    }

    @Test
    void renewalEndsTheOldSecretWithTheFirstUseOnEitherNode() {
        Created old = usedOnBoth(alice, "renewed");
        String fresh =
                here.renew(alice, old.id(), 3).expect(200).json().get("token").asText();
        assertThat(there.verify(old.token()).status()).isEqualTo(200);
        assertThat(here.verify(old.token()).status()).isEqualTo(200);
        assertThat(there.verify(fresh).status()).isEqualTo(200);
        assertThat(here.verify(old.token()).status()).isEqualTo(401);
        assertThat(there.verify(old.token()).status()).isEqualTo(401);
        assertThat(here.verify(fresh).status()).isEqualTo(200);
    }

    @Test
    void theOldSecretsDayCountsOnTheOtherNodeToo(TestServer server) {
        Created old = usedOnBoth(alice, "renewed and unused");
        here.renew(alice, old.id(), 3).expect(200);
        server.time().advance(Duration.ofHours(25));
        assertThat(there.verify(old.token()).status()).isEqualTo(401);
    }

    @Test
    void theLaterUseIsKeptWhicheverNodeWritesLast(TestServer server) {
        Created token = here.create(alice, "last use", "reports-reader");
        here.verifyRequest(token.token())
                .header("X-Forwarded-For", "198.51.100.1")
                .send()
                .expect(200);
        server.time().advance(Duration.ofSeconds(10));
        there.verifyRequest(token.token())
                .header("X-Forwarded-For", "198.51.100.2")
                .send()
                .expect(200);
        for (int node : new int[] {1, 0}) {
            server.nodes()
                    .get(node)
                    .http()
                    .post("/realms/{realm}/gatehouse-testing/tasks/gatehouse-api-token-last-uses")
                    .send()
                    .expect(204);
        }
        JsonNode row = here.get(alice, token.id()).expect(200).json();
        assertThat(row.get("lastUsedAddress").asText()).isEqualTo("198.51.100.2");
    }
}
