package io.github.gatehouse.tests.outage;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MissingTable;
import io.github.gatehouse.tests.support.OutageProfile;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(profile = OutageProfile.class)
@DisplayName("X1: set-up fails in the middle")
class SetupOutageIT {

    private static final String PAGE = "org.keycloak.services.ui.extend.UiPageProvider";
    private static final String SETUP = "/account-security/setup";

    private final TestRealm realm;

    SetupOutageIT(TestRealm realm) {
        this.realm = realm;
    }

    @Test
    @DisplayName("then nothing of it is stored, the call and the console's page say so, and it can be done afterwards")
    void nothingIsChanged() {
        realm.attribute("gatehouse.adminEmails", "administrator@example.org");
        String before = exported();
        // Set-up tells the administrators, so it cannot be stored.
        try (MissingTable missing = MissingTable.of(realm, "GATEHOUSE_NOTICE")) {
            realm.admin().post(SETUP).send().expect(500);
            assertThat(exported()).isEqualTo(before);

            realm.admin().post("/components").json(entry()).send().expect(201);
            assertThat(config("outcome")).isEqualTo("Failed, nothing is changed");
            assertThat(config("report")).contains("server_error", "The server's log says why.");
        }
        JsonNode entry = entries().get(0);
        realm.admin().delete("/components/" + entry.get("id").asText()).send().expect(204);
        assertThat(exported()).isEqualTo(before);

        realm.admin().post(SETUP).send().expect(200);
        assertThat(exported()).isNotEqualTo(before);
    }

    private String exported() {
        return realm.admin().get("").send().expect(200).json().toPrettyString();
    }

    private static Map<String, Object> entry() {
        return Map.of(
                "providerType", PAGE, "providerId", "gatehouse-setup", "config", Map.of("action", List.of("Set up")));
    }

    private JsonNode entries() {
        return realm.admin().get("/components?type=" + PAGE).send().expect(200).json();
    }

    private String config(String name) {
        return entries().get(0).at("/config/" + name + "/0").asText();
    }
}
