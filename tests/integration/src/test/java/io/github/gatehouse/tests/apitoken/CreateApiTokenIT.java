package io.github.gatehouse.tests.apitoken;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.ParallelCalls;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
            List<Integer> statuses = ParallelCalls.of(8, i -> calls.tryCreate(
                            accessToken, ApiTokenCalls.form("one", "reports-reader", "validityMonths", 1))
                    .status());
            assertThat(statuses).containsOnlyOnce(201);
            assertThat(statuses).filteredOn(status -> status != 201).containsOnly(409);
            assertThat(calls.list(user)).hasSize(1);
        }
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

    @RepeatedTest(3)
    void parallelRequestsDoNotExceedWhatTheRealmAllows(RepetitionInfo repetition) throws Exception {
        TestUser user = realm.user("crowd-" + repetition.getCurrentRepetition())
                .realmRoles("reports-reader")
                .create();
        String accessToken = user.accessToken();
        realm.attribute("gatehouse.apiTokens.maxPerUser", "1");
        try {
            List<Integer> statuses = ParallelCalls.of(8, i -> calls.tryCreate(
                            accessToken, ApiTokenCalls.form("name-" + i, "reports-reader", "validityMonths", 1))
                    .status());
            assertThat(statuses).containsOnlyOnce(201);
            assertThat(statuses).filteredOn(status -> status != 201).containsOnly(409);
        } finally {
            realm.attribute("gatehouse.apiTokens.maxPerUser", null);
        }
        assertThat(calls.list(user)).hasSize(1);
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
