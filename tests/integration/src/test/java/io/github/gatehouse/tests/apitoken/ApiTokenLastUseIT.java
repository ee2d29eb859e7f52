package io.github.gatehouse.tests.apitoken;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A4: the last use of an API token")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokenLastUseIT {

    private ApiTokenCalls calls;
    private TestUser alice;

    @BeforeAll
    void aUserWhoHoldsARole(TestRealm realm) {
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        alice = realm.user("alice").realmRoles("reports-reader").create();
    }

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
