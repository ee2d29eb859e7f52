package io.github.gatehouse.tests.apitoken;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(ownServer = true)
@DisplayName("A4: API tokens when the server is stopped and started again")
class ApiTokenShutdownIT {

    private static final String ADDRESS = "192.0.2.45";

    @Test
    void theLastUseIsWrittenBeforeTheServerEnds(TestRealm realm, TestServer server) {
        ApiTokenCalls calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        TestUser alice = realm.user("alice").realmRoles("reports-reader").create();
        Created token = calls.create(alice, "nightly report", "reports-reader");
        Created unused = calls.create(alice, "spare", "reports-reader");
        calls.verifyRequest(token.token())
                .header("X-Forwarded-For", ADDRESS)
                .send()
                .expect(200);
        JsonNode usedRow = calls.get(alice, token.id()).expect(200).json();
        assertThat(usedRow.get("lastUsedAddress").asText()).isEqualTo(ADDRESS);
        long firstProcess = server.pid();

        server.restart();

        assertThat(server.pid()).isNotEqualTo(firstProcess);
        assertThat(calls.list(alice))
                .as("what the list shows from the database is what it showed from memory")
                .contains(usedRow);
        assertThat(calls.get(alice, unused.id()).json().get("lastUsedAt").isNull())
                .isTrue();
        assertThat(calls.verify(token.token()).status()).isEqualTo(200);
    }
}
