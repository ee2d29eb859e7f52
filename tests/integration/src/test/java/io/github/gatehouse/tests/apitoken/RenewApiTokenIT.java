package io.github.gatehouse.tests.apitoken;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A4: renewing an API token")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenewApiTokenIT {

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
    void theOldSecretWorksUntilTheNewOneIsUsed() {
        Created old = everyPath.used(alice, "renewed");
        JsonNode renewed = calls.renew(alice, old.id(), 6).expect(200).json();
        String fresh = renewed.get("token").asText();
        assertThat(fresh).isNotEqualTo(old.token());
        assertThat(renewed.get("id").asText()).isEqualTo(old.id());
        assertThat(renewed.get("expiresAt").asText())
                .isNotEqualTo(old.row().get("expiresAt").asText());

        assertThat(calls.verify(old.token()).status()).isEqualTo(200);
        assertThat(calls.verify(old.token()).status()).isEqualTo(200);
        assertThat(calls.verify(fresh).status()).isEqualTo(200);
        everyPath.assertRefused(old.token());
        assertThat(calls.verify(fresh).status()).isEqualTo(200);
    }

    @Test
    void theOldSecretWorksADayAtMost(TestServer server) {
        Created old = everyPath.used(alice, "unused renewal");
        String fresh =
                calls.renew(alice, old.id(), 6).expect(200).json().get("token").asText();
        server.time().advance(Duration.ofHours(23));
        assertThat(calls.verify(old.token()).status()).isEqualTo(200);
        server.time().advance(Duration.ofHours(2));
        everyPath.assertRefused(old.token());
        assertThat(calls.verify(fresh).status()).isEqualTo(200);
    }

    @Test
    void aRenewalWhoseAnswerWasLostIsSimplyRepeated() {
        Created old = everyPath.used(alice, "repeated renewal");
        String lost =
                calls.renew(alice, old.id(), 6).expect(200).json().get("token").asText();
        String kept =
                calls.renew(alice, old.id(), 6).expect(200).json().get("token").asText();
        assertThat(calls.verify(old.token()).status())
                .as("the job that still runs")
                .isEqualTo(200);
        assertThat(calls.verify(kept).status()).isEqualTo(200);
        everyPath.assertRefused(old.token());
        everyPath.assertRefused(lost);
    }

    @Test
    void anExpiredTokenComesBackAndItsOldSecretDoesNot(TestServer server) {
        Created old = everyPath.used(alice, "expired");
        server.time().advance(Duration.ofDays(100));
        everyPath.assertRefused(old.token());
        JsonNode renewed = calls.renew(alice, old.id(), 1).expect(200).json();
        assertThat(renewed.get("status").asText()).isEqualTo("active");
        everyPath.assertRefused(old.token());
        assertThat(calls.verify(renewed.get("token").asText()).status()).isEqualTo(200);
    }

    @Test
    void revocationEndsAllSecrets() {
        Created old = everyPath.used(alice, "renewed and revoked");
        String fresh =
                calls.renew(alice, old.id(), 6).expect(200).json().get("token").asText();
        calls.revokeByHolder(old.token()).expect(200);
        everyPath.assertRefused(old.token());
        everyPath.assertRefused(fresh);
    }

    @Test
    void badInputChangesNothing() {
        Created token = everyPath.used(alice, "bad renewal");
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
