package io.github.gatehouse.tests.settings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X2: the settings of a realm")
class SettingsIT {

    private static final String SETTINGS = "/account-security/settings";

    private final TestRealm realm;
    private ObjectNode realmBefore;

    SettingsIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void remember() {
        realmBefore = representation();
    }

    @AfterEach
    void restore() {
        ObjectNode now = representation();
        ObjectNode attributes = realmBefore.withObjectProperty("attributes");
        now.withObjectProperty("attributes").fieldNames().forEachRemaining(name -> {
            if (!attributes.has(name)) {
                attributes.put(name, "");
            }
        });
        realm.admin().put("").json(realmBefore).send().expect(204);
    }

    private ObjectNode representation() {
        return (ObjectNode) realm.admin().get("").send().expect(200).json();
    }

    private JsonNode settings() {
        return realm.admin().get(SETTINGS).send().expect(200).json();
    }

    private Response put(String json) {
        return realm.admin()
                .put(SETTINGS)
                .rawBody("application/json", json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    @Test
    void allAreShownWithTheirDefaults() {
        JsonNode settings = settings();
        assertThat(settings.at("/signOn/method").asText()).isEqualTo("embedded");
        assertThat(settings.at("/signOn/oauth2/flow").asText()).isEqualTo("authorization_code");
        assertThat(settings.at("/signOn/oauth2/clientType").asText()).isEqualTo("confidential");
        assertThat(settings.at("/signOn/oauth2/clientSecret").isNull()).isTrue();
        assertThat(settings.at("/signOn/google").booleanValue()).isFalse();
        assertThat(settings.at("/emailConfirmationDays").isNull()).isTrue();
        assertThat(settings.at("/passwordExpiry/enabled").booleanValue()).isFalse();
        assertThat(settings.at("/deactivation/enabled").booleanValue()).isFalse();
        assertThat(settings.at("/mfa/mandatory").booleanValue()).isFalse();
        assertThat(settings.at("/mfa/trustedDeviceMonths").intValue()).isEqualTo(1);
        assertThat(settings.at("/sessionDuration/withoutSavingLoginHours").intValue())
                .isEqualTo(10);
        assertThat(settings.at("/loginTokens/days").intValue()).isZero();
        assertThat(settings.at("/adminEmails").asText()).isEmpty();
        assertThat(settings.at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(12);
        assertThat(settings.at("/apiTokens/requestsPerMinute").intValue()).isEqualTo(60);
        assertThat(settings.at("/apiTokens/prefix").asText()).isEqualTo("gth");
        assertThat(settings.at("/usernames/caseSensitive").booleanValue()).isFalse();
        assertThat(settings.at("/history/retentionDays").intValue()).isEqualTo(365);
    }

    @Test
    void aPartIsChangedAndTheRestStays() {
        JsonNode changed =
                put("{\"apiTokens\": {\"prefix\": \"acme\"}}").expect(200).json();
        assertThat(changed.at("/apiTokens/prefix").asText()).isEqualTo("acme");
        assertThat(changed.at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(12);
        assertThat(settings()).isEqualTo(changed);
        assertThat(representation().at("/attributes/gatehouse.apiTokens.prefix").asText())
                .isEqualTo("acme");
    }

    @Test
    void whatWasReadCanBeSentBackWhole() {
        ObjectNode whole = (ObjectNode) settings();
        ((ObjectNode) whole.get("apiTokens")).put("maxValidityMonths", 6);
        JsonNode changed = put(whole.toString()).expect(200).json();
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
        ObjectNode before = representation();
        String withAGoodPart = "{\"deactivation\":{\"days\":77}," + json.substring(1);
        Response refused = put(withAGoodPart);
        assertThat(refused.expect(400).json().get("field").asText()).isEqualTo(field);
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_request");
        assertThat(refused.json().get("error_description").asText()).isNotBlank();
        assertThat(representation()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "null", "{", "{\"mfa\":{}}{}", "{\"adminEmails\":\"\",\"adminEmails\":\"\"}", "''"})
    void whatIsNoJsonObjectIsRefused(String body) {
        put(body).expect(400);
    }

    @Nested
    @DisplayName("where Keycloak has a field of its own")
    class KeycloaksOwnFields {

        @Test
        void sessionDurationsAreTheRealms() {
            put("{\"sessionDuration\":{\"withoutSavingLoginHours\":4,\"withSavingLoginHours\":12}}")
                    .expect(200);
            ObjectNode now = representation();
            assertThat(now.get("ssoSessionMaxLifespan").intValue()).isEqualTo(4 * 3600);
            assertThat(now.get("ssoSessionMaxLifespanRememberMe").intValue()).isEqualTo(12 * 3600);
            assertThat(now.get("ssoSessionIdleTimeoutRememberMe").intValue()).isEqualTo(12 * 3600);

            realm.update(other -> other.put("ssoSessionMaxLifespan", 5400));
            JsonNode settings = settings();
            assertThat(settings.at("/sessionDuration/withoutSavingLoginHours").doubleValue())
                    .isEqualTo(1.5);
            assertThat(put(settings.toString()).expect(200).json()).isEqualTo(settings);

            realm.update(other -> other.put("ssoSessionMaxLifespan", 1800));
            JsonNode outOfRange = settings();
            assertThat(outOfRange.at("/sessionDuration/withoutSavingLoginHours").doubleValue())
                    .isEqualTo(0.5);
            assertThat(put(outOfRange.toString()).expect(200).json()).isEqualTo(outOfRange);
        }

        @Test
        void passwordExpiryIsInThePasswordPolicy() {
            realm.update(other -> other.put("passwordPolicy", "length(8)"));
            put("{\"passwordExpiry\":{\"enabled\":true,\"days\":60}}").expect(200);
            assertThat(representation().get("passwordPolicy").asText())
                    .contains("length(8)", "forceExpiredPasswordChange(60)");

            put("{\"passwordExpiry\":{\"enabled\":false}}").expect(200);
            assertThat(representation().get("passwordPolicy").asText()).isEqualTo("length(8)");
            assertThat(settings().at("/passwordExpiry/days").intValue()).isEqualTo(60);

            put("{\"passwordExpiry\":{\"enabled\":true,\"days\":1}}").expect(200);
            put("{\"passwordExpiry\":{\"enabled\":true,\"days\":30,\"noticeDays\":7}}")
                    .expect(200);
            assertThat(put("{\"passwordExpiry\":{\"days\":7}}")
                            .expect(400)
                            .json()
                            .get("field")
                            .asText())
                    .isEqualTo("passwordExpiry.days");

            realm.update(other -> other.put("passwordPolicy", "length(8) and forceExpiredPasswordChange(30)"));
            assertThat(settings().at("/passwordExpiry/enabled").booleanValue()).isTrue();
            assertThat(settings().at("/passwordExpiry/days").intValue()).isEqualTo(30);
        }

        @Test
        void googleIsTheRealmsIdentityProvider() {
            realm.admin()
                    .post("/identity-provider/instances")
                    .json(Map.of(
                            "alias",
                            "google",
                            "providerId",
                            "google",
                            "enabled",
                            false,
                            "config",
                            Map.of("clientId", "c", "clientSecret", "s")))
                    .send()
                    .expect(201);
            put("{\"signOn\":{\"google\":true}}").expect(200);
            assertThat(realm.admin()
                            .get("/identity-provider/instances/google")
                            .send()
                            .json()
                            .get("enabled")
                            .booleanValue())
                    .isTrue();
            realm.admin().delete("/identity-provider/instances/google").send().expect(204);
            assertThat(settings().at("/signOn/google").booleanValue()).isFalse();
        }
    }

    @Test
    void anAttributeSetByAnotherDoorCountsAtOnce() {
        assertThat(settings().at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(12);
        realm.attribute("gatehouse.apiTokens.maxValidityMonths", "3");
        assertThat(settings().at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(3);
        TestUser user = realm.user("other-door").create();
        assertThat(realm.http()
                        .get("/realms/{realm}/api-tokens/options")
                        .bearer(user.accessToken())
                        .send()
                        .expect(200)
                        .json()
                        .at("/validityMonths/maximum")
                        .asInt(3))
                .isEqualTo(3);
    }

    @Test
    void aStoredValueThatIsNotPossibleIsNamedAndCanBeCorrected() {
        realm.attribute("gatehouse.apiTokens.maxValidityMonths", "many");
        Response refused = realm.admin().get(SETTINGS).send();
        assertThat(refused.expect(409).json().get("error").asText()).isEqualTo("invalid_setting");
        assertThat(refused.json().get("field").asText()).isEqualTo("apiTokens.maxValidityMonths");
        assertThat(refused.json().get("error_description").asText()).contains("many", "1 to 12");
        realm.admin()
                .put(SETTINGS)
                .header("If-Match", "*")
                .json(Map.of("apiTokens", Map.of("maxValidityMonths", 3)))
                .send()
                .expect(200);
        assertThat(settings().at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(3);
        realm.attribute("gatehouse.passwordExpiry.days", "0");
        assertThat(realm.admin()
                        .get(SETTINGS)
                        .send()
                        .expect(409)
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("passwordExpiry.days");
    }

    @Test
    void aSecretIsShownToNobody() {
        realm.enableEvents();
        JsonNode changed =
                put("{\"signOn\":{\"oauth2\":{\"clientId\":\"c\",\"clientSecret\":\"very-secret\",\"url\":\"https://idp.example.org/auth\"}}}")
                        .expect(200)
                        .json();
        assertThat(changed.at("/signOn/oauth2/clientSecret").asText()).isEqualTo("**********");
        assertThat(changed.at("/signOn/oauth2/clientId").asText()).isEqualTo("c");
        assertThat(put(changed.toString()).expect(200).json()).isEqualTo(changed);

        assertThat(changed.toString()).doesNotContain("very-secret");
        assertThat(realm.adminEvents().toString()).contains("clientSecret").doesNotContain("very-secret");
        assertThat(representation().toString()).doesNotContain("very-secret");
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
        put("{\"mfa\":{\"trustedDeviceMonths\":2},\"apiTokens\":{\"prefix\":\"gth\"}}")
                .expect(200);
        List<JsonNode> events = realm.adminEvents().stream()
                .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SETTINGS"))
                .toList();
        assertThat(events.get(0).get("operationType").asText()).isEqualTo("UPDATE");
        assertThat(events.get(0).get("representation").asText())
                .isEqualTo("{\"mfa.trustedDeviceMonths\":{\"from\":1,\"to\":2}}");
        int before = events.size();
        put("{\"mfa\":{\"trustedDeviceMonths\":2}}").expect(200);
        put("{}").expect(200);
        assertThat(realm.adminEvents().stream()
                        .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SETTINGS")))
                .hasSize(before);
    }

    @Nested
    @DisplayName("two administrators at once")
    class TwoAdministrators {

        @Test
        void theSecondIsTold() {
            Response read = realm.admin().get(SETTINGS).send().expect(200);
            String version = read.header("ETag");
            assertThat(version).matches("\"[0-9a-f]+\"");
            assertThat(realm.admin().get(SETTINGS).send().header("ETag")).isEqualTo(version);

            Response first = changeIf(version, "mfa", Map.of("trustedDeviceMonths", 3));
            assertThat(first.expect(200).header("ETag")).isNotEqualTo(version);
            Response second = changeIf(version, "history", Map.of("retentionDays", 30));
            assertThat(second.expect(412).json().get("error").asText()).isEqualTo("precondition_failed");
            assertThat(settings().at("/history/retentionDays").intValue()).isEqualTo(365);
            changeIf(first.header("ETag"), "history", Map.of("retentionDays", 30))
                    .expect(200);
            changeIf("*", "history", Map.of("retentionDays", 31)).expect(200);
        }

        @Test
        void nothingIsLostWhenManyChangeAtTheSameMoment() throws Exception {
            String version = realm.admin().get(SETTINGS).send().header("ETag");
            List<Callable<Integer>> changes = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int days = 100 + i;
                changes.add(() -> changeIf(version, "history", Map.of("retentionDays", days))
                        .status());
            }
            ExecutorService administrators = Executors.newFixedThreadPool(6);
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : administrators.invokeAll(changes)) {
                statuses.add(answer.get());
            }
            administrators.shutdown();
            assertThat(statuses.stream().collect(Collectors.groupingBy(status -> status, Collectors.counting())))
                    .isEqualTo(Map.of(200, 1L, 412, 5L));
        }

        private Response changeIf(String version, String group, Map<String, ?> value) {
            return realm.admin()
                    .put(SETTINGS)
                    .header("If-Match", version)
                    .json(Map.of(group, value))
                    .send();
        }
    }

    @Test
    void permissionsAreThoseOfKeycloaksOwnRealmSettings(TestServer server) {
        String path = "/admin/realms/{realm}" + SETTINGS;
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
        assertThat(settings().at("/history/retentionDays").intValue()).isEqualTo(365);
        assertThat(change(path, manager)).isEqualTo(200);
        // A manager of one realm is nobody in another.
        assertThat(server.http()
                        .get("/admin/realms/master" + SETTINGS)
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
