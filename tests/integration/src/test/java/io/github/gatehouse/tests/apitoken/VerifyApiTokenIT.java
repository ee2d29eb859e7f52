package io.github.gatehouse.tests.apitoken;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A3: a gateway asks whether a request may pass")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyApiTokenIT {

    private TestRealm realm;
    private ApiTokenCalls calls;
    private TestUser alice;
    private TestClient reportsApi;
    private Created created;

    @BeforeAll
    void aToken(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        realm.realmRole("other-role");
        alice = realm.user("alice")
                .email("alice@example.org")
                .realmRoles("reports-reader", "other-role")
                .create();
        reportsApi = calls.acceptingClient("reports-api");
        created = calls.create(alice, "gateway", "reports-reader");
    }

    @Test
    void aGoodTokenPassesAndSaysWhoItIs() {
        Response passed = calls.verify(created.token()).expect(200);
        assertThat(passed.header("X-Auth-Request-User")).isEqualTo(alice.id());
        assertThat(passed.header("X-Auth-Request-Preferred-Username")).isEqualTo("alice");
        assertThat(passed.header("X-Auth-Request-Email")).isEqualTo("alice@example.org");
        assertThat(passed.header("X-Auth-Request-Roles")).isEqualTo("reports-reader");
        assertThat(passed.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void whateverTheMethodAndThePath(String method) {
        for (String path : List.of("verify", "verify/", "verify/orders/7", "verify/a%20b")) {
            assertThat(realm.http()
                            .method(method, "/realms/{realm}/api-tokens/" + path)
                            .bearer(created.token())
                            .send()
                            .status())
                    .as("%s %s", method, path)
                    .isEqualTo(200);
            assertThat(realm.http()
                            .method(method, "/realms/{realm}/api-tokens/" + path)
                            .bearer(created.token().substring(1))
                            .send()
                            .status())
                    .as("%s %s with a broken token", method, path)
                    .isEqualTo(401);
        }
    }

    @Test
    void theSchemeIsWrittenInAnyCase() {
        assertThat(realm.http()
                        .get("/realms/{realm}/api-tokens/verify")
                        .header("Authorization", "bearer " + created.token())
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withoutTokenTheAnswerSaysHowToSendOne() {
        Response refused = realm.http().get("/realms/{realm}/api-tokens/verify").send();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"" + realm.name() + "\"");
        assertThat(realm.http()
                        .get("/realms/{realm}/api-tokens/verify")
                        .basic("alice", alice.password())
                        .send()
                        .status())
                .as("A6: Basic is closed")
                .isEqualTo(401);
    }

    @Nested
    @DisplayName("A1: never more than the token's role")
    class Role {

        @Test
        void theRoleOfTheTokenIsEnough() {
            assertThat(verifyFor(created.token(), "reports-reader").status()).isEqualTo(200);
        }

        @Test
        void anotherRoleOfTheOwnerIsNotTheTokens() {
            Response refused = verifyFor(created.token(), "other-role");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
            assertThat(refused.header("X-Auth-Request-User")).isNull();
        }

        @Test
        void eachRoleThatIsNamedIsNeeded() {
            assertThat(calls.verifyRequest(created.token())
                            .query("role", "reports-reader")
                            .query("role", "other-role")
                            .send()
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void aRoleThatContainsOthersGivesThemToo() {
            realm.realmRole("lead");
            realm.composite("lead", "reports-reader");
            TestUser lead = realm.user("lead").realmRoles("lead").create();
            Created token = calls.create(lead, "lead", "lead");
            assertThat(calls.verify(token.token()).header("X-Auth-Request-Roles"))
                    .isEqualTo("lead,reports-reader");
            assertThat(verifyFor(token.token(), "reports-reader").status()).isEqualTo(200);
        }

        @Test
        @DisplayName("abuse case 29: a role's name cannot add a header or an element")
        void aRolesNameIsEscaped() {
            realm.realmRole("odd, role%\u202e");
            TestUser odd = realm.user("odd-role").realmRoles("odd, role%\u202e").create();
            Created token = calls.create(odd, "odd", "odd, role%\u202e");
            assertThat(calls.verify(token.token()).expect(200).header("X-Auth-Request-Roles"))
                    .isEqualTo("odd%2C%20role%25%E2%80%AE");
        }

        private Response verifyFor(String token, String role) {
            return calls.verifyRequest(token).query("role", role).send();
        }
    }

    @Nested
    @DisplayName("X3: a token limited to audiences")
    class Audience {

        @Test
        void passesOnlyAGatewayThatNamesOneOfThem() {
            calls.acceptingClient("billing-api");
            realm.client("plain-client").confidential().create();
            Created limited = calls.create(
                    alice,
                    Map.of(
                            "name",
                            "limited",
                            "role",
                            "reports-reader",
                            "validityMonths",
                            1,
                            "audience",
                            List.of("reports-api")));
            assertThat(limited.row().get("audience").get(0).asText()).isEqualTo("reports-api");

            assertThat(verifyAt(limited.token(), "reports-api").status()).isEqualTo(200);
            assertThat(verifyAt(limited.token(), "billing-api").status()).isEqualTo(401);
            assertThat(calls.verify(limited.token()).status()).isEqualTo(401);
            assertThat(verifyAt(created.token(), "billing-api").status()).isEqualTo(200);
            assertThat(verifyAt(created.token(), "plain-client").status()).isEqualTo(401);
            assertThat(verifyAt(created.token(), "account").status()).isEqualTo(401);
            assertThat(verifyAt(created.token(), "no-such-client").status()).isEqualTo(401);
            assertThat(calls.verifyRequest(limited.token())
                            .query("audience", "billing-api")
                            .query("audience", "reports-api")
                            .send()
                            .status())
                    .as("a second audience, added by the caller")
                    .isEqualTo(401);
            for (String path : List.of("/", "/orders", "/verify", "//")) {
                assertThat(realm.http()
                                .get("/realms/{realm}/api-tokens/verify" + path + "?audience=reports-api")
                                .bearer(limited.token())
                                .send()
                                .status())
                        .as("where the caller's path %s follows, the query is the caller's too", path)
                        .isNotEqualTo(200);
            }
        }

        @Test
        void isNotTakenOverByAClientOfTheSameNameThatCameLater() {
            TestClient shortLived = calls.acceptingClient("short-lived");
            Created limited = calls.create(
                    alice,
                    Map.of(
                            "name",
                            "orphan",
                            "role",
                            "reports-reader",
                            "validityMonths",
                            1,
                            "audience",
                            List.of("short-lived")));
            assertThat(verifyAt(limited.token(), "short-lived").status()).isEqualTo(200);
            realm.admin().delete("/clients/" + shortLived.id()).send().expect(204);
            calls.acceptingClient("short-lived");
            assertThat(verifyAt(limited.token(), "short-lived").status()).isEqualTo(401);
            assertThat(calls.verify(limited.token()).status()).isEqualTo(401);
        }

        private Response verifyAt(String token, String audience) {
            return calls.verifyRequest(token).query("audience", audience).send();
        }
    }

    @Nested
    @DisplayName("X3: a token limited to addresses")
    class Addresses {

        @Test
        void passesFromThereOnly() {
            Created limited = calls.create(
                    alice,
                    Map.of(
                            "name",
                            "from the office",
                            "role",
                            "reports-reader",
                            "validityMonths",
                            1,
                            "allowedAddresses",
                            List.of("198.51.100.7/24", "2001:DB8::/32")));
            assertThat(limited.row().get("allowedAddresses").toString())
                    .isEqualTo("[\"198.51.100.0/24\",\"2001:db8::/32\"]");
            assertThat(verifyFrom(limited.token(), "198.51.100.200").status()).isEqualTo(200);
            assertThat(verifyFrom(limited.token(), "2001:db8::7").status()).isEqualTo(200);
            assertThat(verifyFrom(limited.token(), "203.0.113.1").status()).isEqualTo(401);
            assertThat(calls.verify(limited.token()).status()).isEqualTo(401);
        }

        private Response verifyFrom(String token, String forwardedFor) {
            return calls.verifyRequest(token)
                    .header("X-Forwarded-For", forwardedFor)
                    .send();
        }
    }

    @Nested
    @DisplayName("An access token of a session")
    class AccessToken {

        @Test
        void passesWithItsOwnRoles() {
            Response passed = calls.verifyRequest(alice.accessToken())
                    .query("role", "other-role")
                    .send()
                    .expect(200);
            assertThat(passed.header("X-Auth-Request-User")).isEqualTo(alice.id());
            assertThat(passed.header("X-Auth-Request-Roles").split(",")).contains("reports-reader", "other-role");
        }

        @Test
        void isRefusedOnceItsSessionIsOver() {
            TestUser user = realm.user("signed-out").create();
            String accessToken = user.accessToken();
            assertThat(calls.verify(accessToken).status()).isEqualTo(200);
            user.signOutEverywhere();
            assertThat(calls.verify(accessToken).status()).isEqualTo(401);
        }
    }

    @Nested
    @DisplayName("Performance: the database")
    class Database {

        @Test
        @DisplayName(
                "is not asked on a cache hit, once on a miss, never for a token with a wrong checksum (abuse case 26)")
        void isAskedOnceForEachToken(TestServer server) {
            TestUser user = realm.user("cached").realmRoles("reports-reader").create();
            Created token = calls.create(user, "cached", "reports-reader");
            calls.verify(created.token()).expect(200);
            calls.verify(calls.create(user, "warms the owner", "reports-reader").token())
                    .expect(200);

            calls.isActive(reportsApi, created.token());
            Statements statements = new Statements(server);

            Iterator<String> neverVerified = IntStream.range(0, Statements.WINDOWS)
                    .mapToObj(number -> calls.create(user, "miss " + number, "reports-reader")
                            .token())
                    .toList()
                    .iterator();
            assertThat(statements.leastDuring(
                            () -> calls.verify(neverVerified.next()).expect(200)))
                    .as("on a miss")
                    .isEqualTo(1);

            calls.verify(token.token()).expect(200);
            assertThat(statements.leastDuring(() -> {
                        for (int i = 0; i < 20; i++) {
                            calls.verify(token.token()).expect(200);
                            calls.isActive(reportsApi, token.token());
                        }
                    }))
                    .as("on hits")
                    .isZero();

            assertThat(statements.leastDuring(() -> {
                        for (int i = 0; i < 20; i++) {
                            String broken = token.token().substring(0, 10 + i)
                                    + '-'
                                    + token.token().substring(11 + i);
                            calls.verify(broken).expect(401);
                        }
                    }))
                    .as("with a broken token")
                    .isZero();
        }
    }

    @Test
    @DisplayName("A1: the day comes")
    void anExpiredTokenIsRefused(TestServer server) {
        Created token = calls.create(alice, "expires", "reports-reader");
        server.time().advance(Duration.ofDays(85));
        assertThat(calls.verify(token.token()).status()).isEqualTo(200);
        server.time().advance(Duration.ofDays(8));
        assertThat(calls.verify(token.token()).status()).isEqualTo(401);
        assertThat(calls.isActive(reportsApi, token.token())).isFalse();
        assertThat(calls.get(alice, token.id()).expect(200).json().get("status").asText())
                .isEqualTo("expired");
    }
}
