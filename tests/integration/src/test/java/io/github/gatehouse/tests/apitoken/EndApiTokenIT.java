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
import io.github.gatehouse.tests.support.TestClient;
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
    private TestUser alice;
    private TestClient reportsApi;

    @BeforeAll
    void aUserWhoHoldsARole(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        alice = realm.user("alice").realmRoles("reports-reader").create();
        reportsApi = calls.acceptingClient("reports-api");
    }

    /** The token was used on every path before, so that what is cached is cached. */
    private Created used(TestUser owner, String name) {
        Created created = calls.create(owner, name, "reports-reader");
        assertThat(calls.verify(created.token()).status()).isEqualTo(200);
        assertThat(calls.isActive(reportsApi, created.token())).isTrue();
        assertThat(calls.exchange(reportsApi, created.token()).status()).isEqualTo(200);
        return created;
    }

    private void assertRefusedEverywhere(String token) {
        Response refused = calls.verify(token);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(refused.header("X-Auth-Request-User")).isNull();
        assertThat(calls.introspect(reportsApi, token).expect(200).text()).isEqualTo("{\"active\":false}");
        assertThat(calls.exchange(reportsApi, token).status()).isEqualTo(400);
    }

    @Test
    void revokedByItsOwner() {
        Created token = used(alice, "revoked");
        calls.revoke(alice, token.id()).expect(204);
        assertRefusedEverywhere(token.token());
        assertThat(calls.get(alice, token.id()).expect(200).json().get("status").asText())
                .isEqualTo("revoked");
        calls.revoke(alice, token.id()).expect(204);
        assertThat(calls.renew(alice, token.id(), 1)
                        .expect(409)
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("token_revoked");
        assertRefusedEverywhere(token.token());
    }

    @Test
    @DisplayName("X3: whoever holds a token can revoke it, and learns nothing from the answer")
    void revokedByWhoeverHoldsIt() {
        Created token = used(alice, "found in a repository");
        Response unknown = calls.revokeByHolder("gth_nonsense");
        assertThat(unknown.status()).isEqualTo(200);
        Response revoked = calls.revokeByHolder(token.token());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text()).isEqualTo(unknown.text());
        assertRefusedEverywhere(token.token());
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
                        assertRefusedEverywhere(
                                renewal.get().json().get("token").asText());
                    }
                }
                assertThat(calls.get(alice, token.id()).json().get("status").asText())
                        .isEqualTo("revoked");
                assertRefusedEverywhere(token.token());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTokenOfAnotherRealmIsUnknown(TestServer server) {
        Created token = used(alice, "realm");
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
            Created token = used(bob, "x");
            bob.disable();
            assertRefusedEverywhere(token.token());
            bob.enable();
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
        }

        @Test
        void isDeleted() {
            TestUser bob = realm.user("deleted").realmRoles("reports-reader").create();
            Created token = used(bob, "x");
            String id = bob.id();
            bob.delete();
            assertRefusedEverywhere(token.token());
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
            Created token = used(bob, "x");
            bob.revokeRealmRole("reports-reader");
            assertRefusedEverywhere(token.token());
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
            assertRefusedEverywhere(token.token());
        }

        @Test
        void hasARoleThatIsDeletedAndMadeAgain() {
            realm.realmRole("temporary");
            TestUser bob = realm.user("recreated-role").realmRoles("temporary").create();
            Created token = calls.create(bob, "x", "temporary");
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
            realm.admin().delete("/roles/temporary").send().expect(204);
            assertRefusedEverywhere(token.token());
            realm.realmRole("temporary");
            bob.grantRealmRole("temporary");
            assertRefusedEverywhere(token.token());
            assertThat(calls.get(bob, token.id()).json().get("role").asText()).isEqualTo("temporary");
        }

        @Test
        void isLoggedOutByAdministratorsNotBefore(TestServer server) {
            TestUser bob = realm.user("not-before").realmRoles("reports-reader").create();
            Created token = used(bob, "x");
            server.time().advance(Duration.ofSeconds(5));
            // Keycloak's "sign out" sets the user's not-before to now.
            bob.signOutEverywhere();
            assertRefusedEverywhere(token.token());
        }
    }

    @Nested
    @DisplayName("Renewal")
    class Renewal {

        @Test
        void theOldSecretWorksUntilTheNewOneIsUsed() {
            Created old = used(alice, "renewed");
            JsonNode renewed = calls.renew(alice, old.id(), 6).expect(200).json();
            String fresh = renewed.get("token").asText();
            assertThat(fresh).isNotEqualTo(old.token());
            assertThat(renewed.get("id").asText()).isEqualTo(old.id());
            assertThat(renewed.get("expiresAt").asText())
                    .isNotEqualTo(old.row().get("expiresAt").asText());

            assertThat(calls.verify(old.token()).status()).isEqualTo(200);
            assertThat(calls.verify(old.token()).status()).isEqualTo(200);
            assertThat(calls.verify(fresh).status()).isEqualTo(200);
            assertRefusedEverywhere(old.token());
            assertThat(calls.verify(fresh).status()).isEqualTo(200);
        }

        @Test
        void theOldSecretWorksADayAtMost(TestServer server) {
            Created old = used(alice, "unused renewal");
            String fresh = calls.renew(alice, old.id(), 6)
                    .expect(200)
                    .json()
                    .get("token")
                    .asText();
            server.time().advance(Duration.ofHours(23));
            assertThat(calls.verify(old.token()).status()).isEqualTo(200);
            server.time().advance(Duration.ofHours(2));
            assertRefusedEverywhere(old.token());
            assertThat(calls.verify(fresh).status()).isEqualTo(200);
        }

        @Test
        void aRenewalWhoseAnswerWasLostIsSimplyRepeated() {
            Created old = used(alice, "repeated renewal");
            String lost = calls.renew(alice, old.id(), 6)
                    .expect(200)
                    .json()
                    .get("token")
                    .asText();
            String kept = calls.renew(alice, old.id(), 6)
                    .expect(200)
                    .json()
                    .get("token")
                    .asText();
            assertThat(calls.verify(old.token()).status())
                    .as("the job that still runs")
                    .isEqualTo(200);
            assertThat(calls.verify(kept).status()).isEqualTo(200);
            assertRefusedEverywhere(old.token());
            assertRefusedEverywhere(lost);
        }

        @Test
        void anExpiredTokenComesBackAndItsOldSecretDoesNot(TestServer server) {
            Created old = used(alice, "expired");
            server.time().advance(Duration.ofDays(100));
            assertRefusedEverywhere(old.token());
            JsonNode renewed = calls.renew(alice, old.id(), 1).expect(200).json();
            assertThat(renewed.get("status").asText()).isEqualTo("active");
            assertRefusedEverywhere(old.token());
            assertThat(calls.verify(renewed.get("token").asText()).status()).isEqualTo(200);
        }

        @Test
        void revocationEndsAllSecrets() {
            Created old = used(alice, "renewed and revoked");
            String fresh = calls.renew(alice, old.id(), 6)
                    .expect(200)
                    .json()
                    .get("token")
                    .asText();
            calls.revokeByHolder(old.token()).expect(200);
            assertRefusedEverywhere(old.token());
            assertRefusedEverywhere(fresh);
        }

        @Test
        void badInputChangesNothing() {
            Created token = used(alice, "bad renewal");
            for (Object months : List.of(0, 13, "1", 1.5)) {
                Response refused = realm.http()
                        .post("/realms/{realm}/api-tokens/" + token.id() + "/renew")
                        .bearer(alice.accessToken())
                        .json(Map.of("validityMonths", months))
                        .send();
                assertThat(refused.expect(400).json().get("field").asText()).isEqualTo("validityMonths");
            }
            assertThat(calls.get(alice, token.id()).json().get("expiresAt"))
                    .isEqualTo(token.row().get("expiresAt"));
            assertThat(calls.verify(token.token()).status()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("Last use")
    class LastUse {

        @Test
        void isShownAtOnceAndWrittenByTheNextRun(TestServer server) {
            Created token = calls.create(alice, "last use", "reports-reader");
            calls.verifyRequest(token.token())
                    .header("X-Forwarded-For", "192.0.2.44")
                    .send()
                    .expect(200);
            assertLastUse(token);
            // Once before the write, from memory; once after it, from the database.
            server.http()
                    .post("/realms/{realm}/gatehouse-testing/tasks/gatehouse-api-token-last-uses")
                    .send()
                    .expect(204);
            assertLastUse(token);
        }

        private void assertLastUse(Created token) {
            JsonNode row = calls.get(alice, token.id()).expect(200).json();
            assertThat(row.get("lastUsedAddress").asText()).isEqualTo("192.0.2.44");
            assertThat(row.get("lastUsedAt").asText())
                    .isGreaterThanOrEqualTo(row.get("createdAt").asText());
        }

        @Test
        void aRefusedUseIsNone() {
            Created token = calls.create(
                    alice,
                    Map.of(
                            "name",
                            "refused use",
                            "role",
                            "reports-reader",
                            "validityMonths",
                            1,
                            "allowedAddresses",
                            List.of("198.51.100.0/24")));
            calls.verify(token.token()).expect(401);
            assertThat(calls.get(alice, token.id()).json().get("lastUsedAt").isNull())
                    .isTrue();
        }
    }
}
