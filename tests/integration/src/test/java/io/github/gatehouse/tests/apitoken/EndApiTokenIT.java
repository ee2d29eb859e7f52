package io.github.gatehouse.tests.apitoken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A4: the end of an API token, refused on every path at once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndApiTokenIT {

    private TestRealm realm;
    private ApiTokenCalls calls;
    private EveryPath everyPath;
    private TestUser alice;

    @BeforeAll
    void aUserWhoHoldsARole(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        everyPath = new EveryPath(calls);
        realm.realmRole("reports-reader");
        alice = realm.user("alice").realmRoles("reports-reader").create();
    }

    @Test
    void revokedByItsOwner() {
        Created token = everyPath.used(alice, "revoked");
        calls.revoke(alice, token.id()).expect(204);
        everyPath.assertRefused(token.token());
        assertThat(calls.get(alice, token.id()).expect(200).json().get("status").asText())
                .isEqualTo("revoked");
        calls.revoke(alice, token.id()).expect(204);
        assertThat(calls.renew(alice, token.id(), 1)
                        .expect(409)
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("token_revoked");
        everyPath.assertRefused(token.token());
    }

    @Test
    @DisplayName("X3: whoever holds a token can revoke it, and learns nothing from the answer")
    void revokedByWhoeverHoldsIt() {
        Created token = everyPath.used(alice, "found in a repository");
        Response unknown = calls.revokeByHolder("gth_nonsense");
        assertThat(unknown.status()).isEqualTo(200);
        Response revoked = calls.revokeByHolder(token.token());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text()).isEqualTo(unknown.text());
        everyPath.assertRefused(token.token());
        assertThat(calls.revokeByHolder(token.token()).status()).isEqualTo(200);
        assertThat(realm.http().post("/realms/{realm}/api-tokens/revoke").send().status())
                .isEqualTo(200);
        assertThat(realm.http()
                        .post("/realms/{realm}/api-tokens/revoke")
                        .json(Map.of("token", "x"))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void revocationAndRenewalAtTheSameMomentLeaveItRevoked() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        String accessToken = alice.accessToken();
        try {
            for (int i = 0; i < 10; i++) {
                Created token = calls.create(alice, "race " + i, "reports-reader");
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<Response>> renewals = new ArrayList<>();
                for (int r = 0; r < 3; r++) {
                    renewals.add(threads.submit(() -> {
                        start.await();
                        return realm.http()
                                .post("/realms/{realm}/api-tokens/" + token.id() + "/renew")
                                .bearer(accessToken)
                                .json(Map.of("validityMonths", 1))
                                .send();
                    }));
                }
                Future<Response> revocation = threads.submit(() -> {
                    start.await();
                    return realm.http()
                            .delete("/realms/{realm}/api-tokens/" + token.id())
                            .bearer(accessToken)
                            .send();
                });
                assertThat(revocation.get().status()).isEqualTo(204);
                for (Future<Response> renewal : renewals) {
                    assertThat(renewal.get().status()).isIn(200, 409);
                    if (renewal.get().status() == 200) {
                        everyPath.assertRefused(
                                renewal.get().json().get("token").asText());
                    }
                }
                assertThat(calls.get(alice, token.id()).json().get("status").asText())
                        .isEqualTo("revoked");
                everyPath.assertRefused(token.token());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTokenOfAnotherRealmIsUnknown(TestServer server) {
        Created token = everyPath.used(alice, "realm");
        String other = realm.name() + "-other";
        server.admin()
                .post("/realms")
                .json(Map.of("realm", other, "enabled", true, "sslRequired", "none"))
                .send()
                .expect(201);
        try {
            assertThat(server.http()
                            .get("/realms/" + other + "/api-tokens/verify")
                            .bearer(token.token())
                            .send()
                            .status())
                    .isEqualTo(401);
            server.http()
                    .post("/realms/" + other + "/api-tokens/revoke")
                    .form("token", token.token())
                    .send()
                    .expect(200);
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
        } finally {
            server.admin().delete("/realms/" + other).send().expect(204);
        }
    }

    @Nested
    @DisplayName("Abuse case 24: the owner")
    class Owner {

        @Test
        void isDisabled() {
            TestUser bob = realm.user("disabled").realmRoles("reports-reader").create();
            Created token = everyPath.used(bob, "x");
            bob.disable();
            everyPath.assertRefused(token.token());
            bob.enable();
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
        }

        @Test
        void isDeleted() {
            TestUser bob = realm.user("deleted").realmRoles("reports-reader").create();
            Created token = everyPath.used(bob, "x");
            String id = bob.id();
            bob.delete();
            everyPath.assertRefused(token.token());
            assertThat(realm.admin()
                            .get("/api-tokens?search=x")
                            .send()
                            .expect(200)
                            .text())
                    .doesNotContain(id);
        }

        @Test
        void losesTheRole() {
            TestUser bob = realm.user("demoted").realmRoles("reports-reader").create();
            Created token = everyPath.used(bob, "x");
            bob.revokeRealmRole("reports-reader");
            everyPath.assertRefused(token.token());
            assertThat(calls.renew(bob, token.id(), 1)
                            .expect(409)
                            .json()
                            .get("error")
                            .asText())
                    .isEqualTo("role_not_held");
            bob.grantRealmRole("reports-reader");
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
        }

        @Test
        void losesTheRoleInsideAnother() {
            realm.realmRole("outer");
            realm.realmRole("inner");
            realm.composite("outer", "inner");
            TestUser bob = realm.user("composite-demoted").realmRoles("outer").create();
            Created token = calls.create(bob, "x", "inner");
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
            JsonNode inner =
                    realm.admin().get("/roles/inner").send().expect(200).json();
            realm.admin()
                    .method("DELETE", "/roles/outer/composites")
                    .json(List.of(inner))
                    .send()
                    .expect(204);
            everyPath.assertRefused(token.token());
        }

        @Test
        void hasARoleThatIsDeletedAndMadeAgain() {
            realm.realmRole("temporary");
            TestUser bob = realm.user("recreated-role").realmRoles("temporary").create();
            Created token = calls.create(bob, "x", "temporary");
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
            realm.admin().delete("/roles/temporary").send().expect(204);
            everyPath.assertRefused(token.token());
            realm.realmRole("temporary");
            bob.grantRealmRole("temporary");
            everyPath.assertRefused(token.token());
            assertThat(calls.get(bob, token.id()).json().get("role").asText()).isEqualTo("temporary");
        }

        @Test
        void isLoggedOutByAdministratorsNotBefore(TestServer server) {
            TestUser bob = realm.user("not-before").realmRoles("reports-reader").create();
            Created token = everyPath.used(bob, "x");
            server.time().advance(Duration.ofSeconds(5));
            // Keycloak's "sign out" sets the user's not-before to now.
            bob.signOutEverywhere();
            everyPath.assertRefused(token.token());
        }
    }
}
