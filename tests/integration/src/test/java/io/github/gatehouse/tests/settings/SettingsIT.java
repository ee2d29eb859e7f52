package io.github.gatehouse.tests.settings;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X2: the settings of a realm")
class SettingsIT {

    private final TestRealm realm;
    private final SettingsCalls settings;

    SettingsIT(TestRealm realm) {
        this.realm = realm;
        this.settings = new SettingsCalls(realm);
    }

    @AfterEach
    void restore() {
        settings.restore();
    }

    @Test
    void allAreShownWithTheirDefaults() {
        JsonNode shown = settings.read();
        assertThat(shown.at("/signOn/method").asText()).isEqualTo("embedded");
        assertThat(shown.at("/signOn/oauth2/flow").asText()).isEqualTo("authorization_code");
        assertThat(shown.at("/signOn/oauth2/clientType").asText()).isEqualTo("confidential");
        assertThat(shown.at("/signOn/oauth2/clientSecret").isNull()).isTrue();
        assertThat(shown.at("/signOn/google").booleanValue()).isFalse();
        assertThat(shown.at("/emailConfirmationDays").isNull()).isTrue();
        assertThat(shown.at("/passwordExpiry/enabled").booleanValue()).isFalse();
        assertThat(shown.at("/deactivation/enabled").booleanValue()).isFalse();
        assertThat(shown.at("/mfa/mandatory").booleanValue()).isFalse();
        assertThat(shown.at("/mfa/trustedDeviceMonths").intValue()).isEqualTo(1);
        assertThat(shown.at("/sessionDuration/withoutSavingLoginHours").intValue())
                .isEqualTo(10);
        assertThat(shown.at("/loginTokens/days").intValue()).isZero();
        assertThat(shown.at("/adminEmails").asText()).isEmpty();
        assertThat(shown.at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(12);
        assertThat(shown.at("/apiTokens/requestsPerMinute").intValue()).isEqualTo(60);
        assertThat(shown.at("/apiTokens/prefix").asText()).isEqualTo("gth");
        assertThat(shown.at("/usernames/caseSensitive").booleanValue()).isFalse();
        assertThat(shown.at("/history/retentionDays").intValue()).isEqualTo(365);
    }

    @Test
    void aPartIsChangedAndTheRestStays() {
        JsonNode changed = settings.put("{\"apiTokens\": {\"prefix\": \"acme\"}}")
                .expect(200)
                .json();
        assertThat(changed.at("/apiTokens/prefix").asText()).isEqualTo("acme");
        assertThat(changed.at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(12);
        assertThat(settings.read()).isEqualTo(changed);
        assertThat(settings.realm().at("/attributes/gatehouse.apiTokens.prefix").asText())
                .isEqualTo("acme");
    }

    @Test
    void whatWasReadCanBeSentBackWhole() {
        ObjectNode whole = (ObjectNode) settings.read();
        ((ObjectNode) whole.get("apiTokens")).put("maxValidityMonths", 6);
        JsonNode changed = settings.put(whole.toString()).expect(200).json();
        assertThat(changed).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mfa\":{\"trustedDeviceMonths\":13}}|mfa.trustedDeviceMonths",
                "{\"mfa\":{\"trustedDeviceMonths\":-1}}|mfa.trustedDeviceMonths",
                "{\"mfa\":{\"trustedDeviceMonths\":1.5}}|mfa.trustedDeviceMonths",
                "{\"mfa\":{\"trustedDeviceMonths\":\"1\"}}|mfa.trustedDeviceMonths",
                "{\"mfa\":{\"trustedDeviceMonths\":null}}|mfa.trustedDeviceMonths",
                "{\"mfa\":{\"mandatory\":\"true\"}}|mfa.mandatory",
                "{\"mfa\":true}|mfa",
                "{\"mfa\":null}|mfa",
                "{\"mfa\":{\"other\":true}}|mfa.other",
                "{\"other\":true}|other",
                "{\"apiTokens\":{\"prefix\":\"A\"}}|apiTokens.prefix",
                "{\"apiTokens\":{\"prefix\":\"a\\u0000b\"}}|apiTokens.prefix",
                "{\"apiTokens\":{\"maxValidityMonths\":0}}|apiTokens.maxValidityMonths",
                "{\"apiTokens\":{\"maxValidityMonths\":4294967297}}|apiTokens.maxValidityMonths",
                "{\"adminEmails\":\"not an address\"}|adminEmails",
                "{\"adminEmails\":\"a@example.org;b\"}|adminEmails",
                "{\"adminEmails\":[\"a@example.org\"]}|adminEmails",
                "{\"signOn\":{\"method\":\"other\"}}|signOn.method",
                "{\"signOn\":{\"method\":\"oauth2\"}}|signOn.method",
                "{\"signOn\":{\"oauth2\":{\"url\":\"javascript:alert(1)\"}}}|signOn.oauth2.url",
                "{\"signOn\":{\"oauth2\":{\"url\":\"http://idp.example.org\"}}}|signOn.oauth2.url",
                "{\"signOn\":{\"oauth2\":{\"clientType\":\"public\",\"clientSecret\":\"s\"}}}|signOn.oauth2.clientSecret",
                "{\"signOn\":{\"google\":true}}|signOn.google",
                "{\"sessionDuration\":{\"withSavingLoginHours\":0}}|sessionDuration.withSavingLoginHours",
                "{\"sessionDuration\":{\"withSavingLoginHours\":1e99}}|sessionDuration.withSavingLoginHours",
                "{\"passwordExpiry\":{\"enabled\":true,\"days\":10,\"noticeDays\":10}}|passwordExpiry.noticeDays",
                "{\"history\":{\"retentionDays\":0}}|history.retentionDays",
                "{\"loginTokens\":{\"days\":366}}|loginTokens.days",
                "{\"emailConfirmationDays\":0}|emailConfirmationDays"
            })
    void whatIsNotPossibleIsRefusedByNameAndNothingIsSaved(String json, String field) {
        ObjectNode before = settings.realm();
        String withAGoodPart = "{\"deactivation\":{\"days\":77}," + json.substring(1);
        Response refused = settings.put(withAGoodPart);
        assertThat(refused.expect(400).json().get("field").asText()).isEqualTo(field);
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_request");
        assertThat(refused.json().get("error_description").asText()).isNotBlank();
        assertThat(settings.realm()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "null", "{", "{\"mfa\":{}}{}", "{\"adminEmails\":\"\",\"adminEmails\":\"\"}", "''"})
    void whatIsNoJsonObjectIsRefused(String body) {
        settings.put(body).expect(400);
    }

    @Test
    void aSecretIsShownToNobody() {
        realm.enableEvents();
        JsonNode changed = settings.put(
                        "{\"signOn\":{\"oauth2\":{\"clientId\":\"c\",\"clientSecret\":\"very-secret\",\"url\":\"https://idp.example.org/auth\"}}}")
                .expect(200)
                .json();
        assertThat(changed.at("/signOn/oauth2/clientSecret").asText()).isEqualTo("**********");
        assertThat(changed.at("/signOn/oauth2/clientId").asText()).isEqualTo("c");
        assertThat(settings.put(changed.toString()).expect(200).json()).isEqualTo(changed);

        assertThat(changed.toString()).doesNotContain("very-secret");
        assertThat(realm.adminEvents().toString()).contains("clientSecret").doesNotContain("very-secret");
        assertThat(settings.realm().toString()).doesNotContain("very-secret");
        assertThat(realm.admin()
                        .post("/partial-export?exportClients=true&exportGroupsAndRoles=true")
                        .send()
                        .expect(200)
                        .text())
                .doesNotContain("very-secret");
        JsonNode server = realm.admin()
                .get("/identity-provider/instances/gatehouse-sign-on")
                .send()
                .expect(200)
                .json();
        assertThat(server.get("enabled").booleanValue()).isFalse();
        realm.admin()
                .delete("/identity-provider/instances/gatehouse-sign-on")
                .send()
                .expect(204);
    }

    @Test
    void eachChangeIsAnAdminEventWithOldAndNewValue() {
        realm.enableEvents();
        settings.put("{\"mfa\":{\"trustedDeviceMonths\":2},\"apiTokens\":{\"prefix\":\"gth\"}}")
                .expect(200);
        List<JsonNode> events = realm.adminEvents().stream()
                .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SETTINGS"))
                .toList();
        assertThat(events.get(0).get("operationType").asText()).isEqualTo("UPDATE");
        assertThat(events.get(0).get("representation").asText())
                .isEqualTo("{\"mfa.trustedDeviceMonths\":{\"from\":1,\"to\":2}}");
        int before = events.size();
        settings.put("{\"mfa\":{\"trustedDeviceMonths\":2}}").expect(200);
        settings.put("{}").expect(200);
        assertThat(realm.adminEvents().stream()
                        .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SETTINGS")))
                .hasSize(before);
    }

    @Test
    void permissionsAreThoseOfKeycloaksOwnRealmSettings(TestServer server) {
        String path = "/admin/realms/{realm}" + SettingsCalls.PATH;
        TestUser nobody = realm.user("nobody").create();
        TestUser viewer = realm.user("viewer")
                .clientRole("realm-management", "view-realm")
                .create();
        TestUser manager = realm.user("manager")
                .clientRole("realm-management", "manage-realm")
                .create();
        TestUser userManager = realm.user("user-manager")
                .clientRole("realm-management", "manage-users")
                .create();
        assertThat(realm.http().get(path).send().status()).isEqualTo(401);
        assertThat(get(path, nobody)).isEqualTo(403);
        assertThat(get(path, userManager)).isEqualTo(403);
        assertThat(get(path, viewer)).isEqualTo(200);
        assertThat(get(path, manager)).isEqualTo(200);
        for (TestUser powerless : List.of(nobody, viewer, userManager)) {
            assertThat(change(path, powerless)).isEqualTo(403);
        }
        assertThat(settings.read().at("/history/retentionDays").intValue()).isEqualTo(365);
        assertThat(change(path, manager)).isEqualTo(200);
        // A manager of one realm is nobody in another.
        assertThat(server.http()
                        .get("/admin/realms/master" + SettingsCalls.PATH)
                        .bearer(manager.accessToken())
                        .send()
                        .status())
                .isEqualTo(403);
    }

    private int get(String path, TestUser user) {
        return realm.http().get(path).bearer(user.accessToken()).send().status();
    }

    private int change(String path, TestUser user) {
        return realm.http()
                .method("PUT", path)
                .bearer(user.accessToken())
                .json(Map.of("history", Map.of("retentionDays", 30)))
                .send()
                .status();
    }
}
