package io.github.gatehouse.tests.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X2: where the settings of a realm are stored")
class SettingsStorageIT {

    private final TestRealm realm;
    private final SettingsCalls settings;

    SettingsStorageIT(TestRealm realm) {
        this.realm = realm;
        this.settings = new SettingsCalls(realm);
    }

    @AfterEach
    void restore() {
        settings.restore();
    }

    @Test
    void sessionDurationsAreTheRealms() {
        settings.put("{\"sessionDuration\":{\"withoutSavingLoginHours\":4,\"withSavingLoginHours\":12}}")
                .expect(200);
        ObjectNode now = settings.realm();
        assertThat(now.get("ssoSessionMaxLifespan").intValue()).isEqualTo(4 * 3600);
        assertThat(now.get("ssoSessionMaxLifespanRememberMe").intValue()).isEqualTo(12 * 3600);
        assertThat(now.get("ssoSessionIdleTimeoutRememberMe").intValue()).isEqualTo(12 * 3600);

        realm.update(other -> other.put("ssoSessionMaxLifespan", 5400));
        JsonNode shown = settings.read();
        assertThat(shown.at("/sessionDuration/withoutSavingLoginHours").doubleValue())
                .isEqualTo(1.5);
        assertThat(settings.put(shown.toString()).expect(200).json()).isEqualTo(shown);

        realm.update(other -> other.put("ssoSessionMaxLifespan", 1800));
        JsonNode outOfRange = settings.read();
        assertThat(outOfRange.at("/sessionDuration/withoutSavingLoginHours").doubleValue())
                .isEqualTo(0.5);
        assertThat(settings.put(outOfRange.toString()).expect(200).json()).isEqualTo(outOfRange);
    }

    @Test
    @DisplayName("S4: 30 minutes without activity, at most 4 hours, 12 with saving the login; the hours can be changed")
    void theSessionDurationsOfSetUpAreTheRealmsAndSettable() {
        realm.admin().post("/account-security/setup").send().expect(200);
        try {
            assertThat(sessionTimes()).containsExactly(30 * 60, 4 * 3600, 12 * 3600, 12 * 3600);
            JsonNode shown = settings.read().get("sessionDuration");
            assertThat(shown.get("withoutSavingLoginHours").intValue()).isEqualTo(4);
            assertThat(shown.get("withSavingLoginHours").intValue()).isEqualTo(12);

            settings.put("{\"sessionDuration\":{\"withoutSavingLoginHours\":8,\"withSavingLoginHours\":24}}")
                    .expect(200);
            assertThat(sessionTimes()).containsExactly(30 * 60, 8 * 3600, 24 * 3600, 24 * 3600);
        } finally {
            realm.admin().delete("/account-security/setup?force=true").send().expect(200);
        }
    }

    /** Idle, longest; the same with saving the login; in seconds. */
    private List<Integer> sessionTimes() {
        ObjectNode now = settings.realm();
        return Stream.of(
                        "ssoSessionIdleTimeout",
                        "ssoSessionMaxLifespan",
                        "ssoSessionIdleTimeoutRememberMe",
                        "ssoSessionMaxLifespanRememberMe")
                .map(field -> now.get(field).intValue())
                .toList();
    }

    @Test
    void passwordExpiryIsInThePasswordPolicy() {
        realm.update(other -> other.put("passwordPolicy", "length(8)"));
        settings.put("{\"passwordExpiry\":{\"enabled\":true,\"days\":60}}").expect(200);
        assertThat(settings.realm().get("passwordPolicy").asText())
                .contains("length(8)", "forceExpiredPasswordChange(60)");

        settings.put("{\"passwordExpiry\":{\"enabled\":false}}").expect(200);
        assertThat(settings.realm().get("passwordPolicy").asText()).isEqualTo("length(8)");
        assertThat(settings.read().at("/passwordExpiry/days").intValue()).isEqualTo(60);

        settings.put("{\"passwordExpiry\":{\"enabled\":true,\"days\":1}}").expect(200);
        settings.put("{\"passwordExpiry\":{\"enabled\":true,\"days\":30,\"noticeDays\":7}}")
                .expect(200);
        assertThat(settings.put("{\"passwordExpiry\":{\"days\":7}}")
                        .expect(400)
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("passwordExpiry.days");

        realm.update(other -> other.put("passwordPolicy", "length(8) and forceExpiredPasswordChange(30)"));
        assertThat(settings.read().at("/passwordExpiry/enabled").booleanValue()).isTrue();
        assertThat(settings.read().at("/passwordExpiry/days").intValue()).isEqualTo(30);
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
        settings.put("{\"signOn\":{\"google\":true}}").expect(200);
        assertThat(realm.admin()
                        .get("/identity-provider/instances/google")
                        .send()
                        .json()
                        .get("enabled")
                        .booleanValue())
                .isTrue();
        realm.admin().delete("/identity-provider/instances/google").send().expect(204);
        assertThat(settings.read().at("/signOn/google").booleanValue()).isFalse();
    }

    @Test
    void anAttributeSetByAnotherDoorCountsAtOnce() {
        assertThat(settings.read().at("/apiTokens/maxValidityMonths").intValue())
                .isEqualTo(12);
        realm.attribute("gatehouse.apiTokens.maxValidityMonths", "3");
        assertThat(settings.read().at("/apiTokens/maxValidityMonths").intValue())
                .isEqualTo(3);
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
        Response refused = realm.admin().get(SettingsCalls.PATH).send();
        assertThat(refused.expect(409).json().get("error").asText()).isEqualTo("invalid_setting");
        assertThat(refused.json().get("field").asText()).isEqualTo("apiTokens.maxValidityMonths");
        assertThat(refused.json().get("error_description").asText()).contains("many", "1 to 12");
        realm.admin()
                .put(SettingsCalls.PATH)
                .header("If-Match", "*")
                .json(Map.of("apiTokens", Map.of("maxValidityMonths", 3)))
                .send()
                .expect(200);
        assertThat(settings.read().at("/apiTokens/maxValidityMonths").intValue())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3651", "ninety"})
    void daysUntilAPasswordExpiresThatAreNotPossibleAreNamed(String days) {
        realm.attribute("gatehouse.passwordExpiry.days", days);
        Response refused = realm.admin().get(SettingsCalls.PATH).send();
        assertThat(refused.expect(409).json().get("field").asText()).isEqualTo("passwordExpiry.days");
        assertThat(refused.json().get("error_description").asText()).contains("'" + days + "'", "1 to 3650");
    }
}
