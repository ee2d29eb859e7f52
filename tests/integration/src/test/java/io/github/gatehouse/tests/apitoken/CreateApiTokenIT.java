package io.github.gatehouse.tests.apitoken;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A1, A2: creating an API token")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreateApiTokenIT {

    private TestRealm realm;
    private ApiTokenCalls calls;
    private TestUser alice;

    @BeforeAll
    void aUserWhoHoldsARole(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        realm.realmRole("not-hers");
        alice = realm.user("alice").realmRoles("reports-reader").create();
    }

    @Test
    void theTokenIsShownOnceWithItsRow() {
        Created created =
                calls.create(alice, Map.of("name", " ci-runner ", "role", "reports-reader", "validityMonths", 3));

        assertThat(created.token()).matches("gth_[0-9A-Za-z]{49}");
        assertThat(created.row().get("name").asText()).isEqualTo("ci-runner");
        assertThat(created.row().get("role").asText()).isEqualTo("reports-reader");
        assertThat(created.row().get("status").asText()).isEqualTo("active");
        Instant createdAt = Instant.parse(created.row().get("createdAt").asText());
        Instant expiresAt = Instant.parse(created.row().get("expiresAt").asText());
        assertThat(expiresAt)
                .isEqualTo(createdAt.atZone(ZoneOffset.UTC).plusMonths(3).toInstant());
        assertThat(created.row().get("lastUsedAt").isNull()).isTrue();

        Response again = calls.get(alice, created.id()).expect(200);
        assertThat(again.json().has("token")).isFalse();
        assertThat(again.text()).doesNotContain(created.token());
        assertThat(calls.list(alice).toString()).contains(created.id()).doesNotContain(created.token());
    }

    @Test
    void theRealmsPrefixBeginsTheToken() {
        realm.attribute("gatehouse.apiTokens.prefix", "acme2");
        try {
            assertThat(calls.create(alice, "prefixed", "reports-reader").token())
                    .startsWith("acme2_");
        } finally {
            realm.attribute("gatehouse.apiTokens.prefix", null);
        }
    }

    @Test
    void aSettingThatCannotBeUnderstoodIsNamed() {
        realm.attribute("gatehouse.apiTokens.prefix", "No Prefix");
        try {
            Response refused = calls.tryCreate(
                    alice.accessToken(), ApiTokenCalls.form("bad-setting", "reports-reader", "validityMonths", 1));
            assertThat(refused.expect(409).json().get("error").asText()).isEqualTo("invalid_setting");
            assertThat(refused.json().get("field").asText()).isEqualTo("apiTokens.prefix");
            assertThat(refused.json().get("error_description").asText())
                    .contains("gatehouse.apiTokens.prefix", "No Prefix");
        } finally {
            realm.attribute("gatehouse.apiTokens.prefix", null);
        }
    }

    @Nested
    @DisplayName("A1: roles to choose from")
    class Roles {

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

            assertThat(roles(bob))
                    .containsExactly("deployments-writer", "developer", "group-role", "reports-api/archive");
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
                Response refused = calls.tryCreate(
                        carol.accessToken(), ApiTokenCalls.form("x", "secret-one", "validityMonths", 1));
                assertThat(refused.expect(400).json().get("error").asText()).isEqualTo("role_not_held");
                assertThat(calls.verify(before.token()).status()).isEqualTo(401);
            } finally {
                realm.attribute("gatehouse.apiTokens.excludedRoles", null);
            }
            assertThat(calls.verify(before.token()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "offline_access",
                    "uma_authorization",
                    "account/manage-account",
                    "realm-management/realm-admin"
                })
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

    @Nested
    @DisplayName("Bad input is refused by field, and nothing is stored")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class BadInput {

        private String accessToken;

        @BeforeAll
        void aUserWithoutTokens() {
            accessToken = realm.user("bad-input")
                    .realmRoles("reports-reader")
                    .create()
                    .accessToken();
        }

        private JsonNode stored() {
            return realm.http()
                    .get("/realms/{realm}/api-tokens")
                    .bearer(accessToken)
                    .send()
                    .expect(200)
                    .json();
        }

        static Stream<Arguments> badFields() {
            return Stream.of(
                    Arguments.of("name", null),
                    Arguments.of("name", ""),
                    Arguments.of("name", "   "),
                    Arguments.of("name", "x".repeat(65)),
                    Arguments.of("name", 7),
                    Arguments.of("name", List.of("x")),
                    Arguments.of("name", "<b>bold</b>"),
                    Arguments.of("name", "a\nb"),
                    Arguments.of("name", "a\u0000b"),
                    Arguments.of("name", "\u001b[31mred"),
                    Arguments.of("name", "abc\u202edef"),
                    Arguments.of("name", "zero\u200bwidth"),
                    Arguments.of("role", null),
                    Arguments.of("role", ""),
                    Arguments.of("role", 1),
                    Arguments.of("role", "not-hers"),
                    Arguments.of("role", "no-such-role"),
                    Arguments.of("role", "x".repeat(10_000)),
                    Arguments.of("validityMonths", null),
                    Arguments.of("validityMonths", 0),
                    Arguments.of("validityMonths", 13),
                    Arguments.of("validityMonths", -1),
                    Arguments.of("validityMonths", 1.5),
                    Arguments.of("validityMonths", "3"),
                    Arguments.of("validityMonths", 4_294_967_297L),
                    Arguments.of("allowedAddresses", "10.0.0.0/8"),
                    Arguments.of("allowedAddresses", List.of("example.org")),
                    Arguments.of("allowedAddresses", List.of("0.0.0.0/0")),
                    Arguments.of("allowedAddresses", List.of("10.0.0.0/33")),
                    Arguments.of("allowedAddresses", List.of(1)),
                    Arguments.of("allowedAddresses", java.util.Collections.nCopies(51, "10.0.0.1")),
                    Arguments.of("audience", "account"),
                    Arguments.of("audience", List.of("account")),
                    Arguments.of("audience", List.of("no-such-client")),
                    Arguments.of("unknown", "x"));
        }

        @ParameterizedTest
        @MethodSource("badFields")
        void anyFieldAtFault(String field, Object value) {
            Response refused = calls.tryCreate(accessToken, ApiTokenCalls.form("fine", "reports-reader", field, value));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("error").asText()).isIn("invalid_request", "role_not_held");
            assertThat(refused.json().get("field").asText()).isEqualTo(field);
            assertThat(refused.json().get("error_description").asText()).isNotBlank();
            assertThat(stored()).isEmpty();
        }

        static Stream<Arguments> badBodies() {
            return Stream.of(
                    Arguments.of("application/json", ""),
                    Arguments.of("application/json", "null"),
                    Arguments.of("application/json", "[]"),
                    Arguments.of("application/json", "{\"name\": \"x\""),
                    Arguments.of(
                            "application/json",
                            "{\"name\":\"x\",\"name\":\"y\",\"role\":\"reports-reader\",\"validityMonths\":1}"),
                    Arguments.of("application/json", "{\"name\":\"" + "x".repeat(20_000) + "\"}"),
                    Arguments.of("text/plain", "{\"name\":\"x\",\"role\":\"reports-reader\",\"validityMonths\":1}"),
                    Arguments.of("application/xml", "<name>x</name>"),
                    Arguments.of("application/x-www-form-urlencoded", "name=x&role=reports-reader&validityMonths=1"));
        }

        @ParameterizedTest
        @MethodSource("badBodies")
        void anyBodyAtFault(String contentType, String body) {
            Response refused = realm.http()
                    .post("/realms/{realm}/api-tokens")
                    .bearer(accessToken)
                    .rawBody(contentType, body.getBytes(StandardCharsets.UTF_8))
                    .send();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("error").asText()).isEqualTo("invalid_request");
            assertThat(stored()).isEmpty();
        }
    }

    @Nested
    @DisplayName("A1: a name is unique among the owner's tokens")
    class UniqueName {

        @Test
        void withoutRegardToCase() {
            calls.create(alice, "Nightly", "reports-reader");
            Response refused = calls.tryCreate(
                    alice.accessToken(), ApiTokenCalls.form("nightly", "reports-reader", "validityMonths", 1));
            assertThat(refused.expect(409).json().get("error").asText()).isEqualTo("name_in_use");
            assertThat(refused.json().get("field").asText()).isEqualTo("name");
        }

        @Test
        void anotherUserMayHaveTheSame() {
            TestUser eve = realm.user("eve-name").realmRoles("reports-reader").create();
            calls.create(alice, "shared name", "reports-reader");
            calls.create(eve, "shared name", "reports-reader");
        }

        @Test
        void isFreeAgainOnceTheTokenIsRevoked() {
            Created first = calls.create(alice, "reused", "reports-reader");
            calls.revoke(alice, first.id()).expect(204);
            Created second = calls.create(alice, "reused", "reports-reader");
            assertThat(second.id()).isNotEqualTo(first.id());
        }

        @Test
        @DisplayName("abuse case 27: two parallel requests with one name, and one wins")
        void oneOfTwoParallelRequestsWins() throws Exception {
            TestUser user = realm.user("parallel").realmRoles("reports-reader").create();
            String accessToken = user.accessToken();
            int requests = 8;
            CyclicBarrier start = new CyclicBarrier(requests);
            ExecutorService threads = Executors.newFixedThreadPool(requests);
            try {
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < requests; i++) {
                    answers.add(threads.submit(() -> {
                        start.await();
                        return calls.tryCreate(
                                        accessToken, ApiTokenCalls.form("one", "reports-reader", "validityMonths", 1))
                                .status();
                    }));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : answers) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).containsOnlyOnce(201);
                assertThat(statuses).filteredOn(status -> status != 201).containsOnly(409);
            } finally {
                threads.shutdownNow();
            }
            assertThat(calls.list(user)).hasSize(1);
        }
    }

    @Nested
    @DisplayName("A2: only after a fresh sign-in")
    class FreshSignIn {

        @Test
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
    }

    @Nested
    @DisplayName("Who may")
    class Permission {

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
            TestUser mallory =
                    realm.user("mallory").realmRoles("reports-reader").create();
            assertThat(calls.get(mallory, hers.id()).status()).isEqualTo(404);
            assertThat(calls.renew(mallory, hers.id(), 1).status()).isEqualTo(404);
            assertThat(calls.revoke(mallory, hers.id()).status()).isEqualTo(404);
            assertThat(calls.get(mallory, "00000000-0000-0000-0000-000000000000")
                            .text())
                    .isEqualTo(calls.get(mallory, hers.id()).text());
            assertThat(calls.verify(hers.token()).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("S5: an administrator who impersonates the user neither creates, renews nor revokes")
        void anImpersonatorMayNot() {
            TestUser user =
                    realm.user("impersonated").realmRoles("reports-reader").create();
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

        @Test
        void aUserCannotHaveMoreThanTheRealmAllows() {
            TestUser user = realm.user("many").realmRoles("reports-reader").create();
            realm.attribute("gatehouse.apiTokens.maxPerUser", "2");
            try {
                calls.create(user, "one", "reports-reader");
                Created second = calls.create(user, "two", "reports-reader");
                Response refused = calls.tryCreate(
                        user.accessToken(), ApiTokenCalls.form("three", "reports-reader", "validityMonths", 1));
                assertThat(refused.expect(409).json().get("error").asText()).isEqualTo("too_many_tokens");
                calls.revoke(user, second.id()).expect(204);
                calls.create(user, "three", "reports-reader");
            } finally {
                realm.attribute("gatehouse.apiTokens.maxPerUser", null);
            }
        }

        @Test
        void theRealmCanShortenTheLongestValidity() {
            realm.attribute("gatehouse.apiTokens.maxValidityMonths", "6");
            try {
                Response refused = calls.tryCreate(
                        alice.accessToken(), ApiTokenCalls.form("long", "reports-reader", "validityMonths", 7));
                assertThat(refused.expect(400).json().get("field").asText()).isEqualTo("validityMonths");
                calls.create(alice, ApiTokenCalls.form("long", "reports-reader", "validityMonths", 6));
            } finally {
                realm.attribute("gatehouse.apiTokens.maxValidityMonths", null);
            }
        }
    }

    @Test
    void listsAreBounded() {
        TestUser user = realm.user("paging").realmRoles("reports-reader").create();
        for (String name : List.of("a", "b", "c")) {
            calls.create(user, name, "reports-reader");
        }
        String accessToken = user.accessToken();
        assertThat(realm.http()
                        .get("/realms/{realm}/api-tokens?first=1&max=1")
                        .bearer(accessToken)
                        .send()
                        .expect(200)
                        .json())
                .hasSize(1);
        for (String query : List.of("max=0", "max=101", "max=x", "first=-1", "first=99999999999")) {
            Response refused = realm.http()
                    .get("/realms/{realm}/api-tokens?" + query)
                    .bearer(accessToken)
                    .send();
            assertThat(refused.expect(400).json().get("field").asText())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }
}
