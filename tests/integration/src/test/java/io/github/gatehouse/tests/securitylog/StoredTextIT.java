package io.github.gatehouse.tests.securitylog;

import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X6: on each database, the tables")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredTextIT {

    private static final String TOKENS = "/realms/{realm}/api-tokens";
    private static final String TOKEN_NAME = "🔑 Büro Žofín 東京";

    private TestRealm realm;
    private SecurityLogCalls log;
    private TestUser user;
    private JsonNode token;

    @BeforeAll
    void aUserWhoHasSignedInAndNamedAToken(TestRealm realm) {
        this.realm = realm;
        this.log = new SecurityLogCalls(realm);
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.realmRole("reader");
        user = realm.user("alice").realmRoles("reader").create();
        token = realm.http()
                .post(TOKENS)
                .bearer(user.accessToken())
                .json(Map.of("name", TOKEN_NAME, "role", "reader", "validityMonths", 1))
                .send()
                .expect(201)
                .json();
    }

    @Test
    @DisplayName("keep names of any script, those of tokens with emoji")
    void keepNames() {
        assertThat(realm.http()
                        .get(TOKENS + "/" + token.get("id").asText())
                        .bearer(user.accessToken())
                        .send()
                        .expect(200)
                        .json()
                        .get("name")
                        .asText())
                .isEqualTo(TOKEN_NAME);
        assertThat(log.only(user, "api-token-created").at("/details/name").asText())
                .as("in the log, which has a mark in the place of an emoji on every database")
                .isEqualTo(TOKEN_NAME.replace("🔑", "\ufffd"));
        log.seal();
        assertThat(log.verify().get("intact").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GATEHOUSE_API_TOKEN", "GATEHOUSE_SECURITY_LOG", "GATEHOUSE_SESSION", "GATEHOUSE_LOCKOUT"})
    @DisplayName("tell ids apart that differ in case only, as those of a federated store may")
    void tellIdsApart(String table) {
        assertThat(rows(table, realm.id())).isPositive();
        assertThat(rows(table, realm.id().toUpperCase(Locale.ROOT))).isZero();
    }

    private long rows(String table, String realmId) {
        return realm.http()
                .get("/realms/{realm}/gatehouse-testing/database/rows")
                .query("table", table)
                .query("realm", realmId)
                .send()
                .expect(200)
                .json()
                .get("rows")
                .longValue();
    }
}
