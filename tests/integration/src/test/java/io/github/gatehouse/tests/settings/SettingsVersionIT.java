package io.github.gatehouse.tests.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X2: two administrators change settings at once")
class SettingsVersionIT {

    private final TestRealm realm;
    private final SettingsCalls settings;

    SettingsVersionIT(TestRealm realm) {
        this.realm = realm;
        this.settings = new SettingsCalls(realm);
    }

    @AfterEach
    void restore() {
        settings.restore();
    }

    @Test
    void theSecondIsTold() {
        Response read = realm.admin().get(SettingsCalls.PATH).send().expect(200);
        String version = read.header("ETag");
        assertThat(version).matches("\"[0-9a-f]+\"");
        assertThat(realm.admin().get(SettingsCalls.PATH).send().header("ETag")).isEqualTo(version);

        Response first = changeIf(version, "mfa", Map.of("trustedDeviceMonths", 3));
        assertThat(first.expect(200).header("ETag")).isNotEqualTo(version);
        Response second = changeIf(version, "history", Map.of("retentionDays", 30));
        assertThat(second.expect(412).json().get("error").asText()).isEqualTo("precondition_failed");
        assertThat(settings.read().at("/history/retentionDays").intValue()).isEqualTo(365);
        changeIf(first.header("ETag"), "history", Map.of("retentionDays", 30)).expect(200);
        changeIf("*", "history", Map.of("retentionDays", 31)).expect(200);
    }

    @Test
    void nothingIsLostWhenManyChangeAtTheSameMoment() throws Exception {
        String version = realm.admin().get(SettingsCalls.PATH).send().header("ETag");
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int days = 100 + i;
            changes.add(() ->
                    changeIf(version, "history", Map.of("retentionDays", days)).status());
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

    @Test
    void whoeverReadBeforeTheSecretWasReplacedIsTold() {
        settings.put("{\"signOn\":{\"oauth2\":{\"clientId\":\"c\",\"clientSecret\":\"first\"}}}")
                .expect(200);
        String version = version();
        assertThat(version()).as("nothing has changed").isEqualTo(version);
        settings.put("{\"signOn\":{\"oauth2\":{\"clientSecret\":\"second\"}}}").expect(200);
        assertThat(version()).isNotEqualTo(version);
        changeIf(version, "history", Map.of("retentionDays", 30)).expect(412);
        settings.put("{\"signOn\":{\"oauth2\":{\"clientSecret\":\"first\"}}}").expect(200);
        assertThat(version()).isEqualTo(version);
        realm.admin()
                .delete("/identity-provider/instances/gatehouse-sign-on")
                .send()
                .expect(204);
    }

    private String version() {
        return realm.admin().get(SettingsCalls.PATH).send().expect(200).header("ETag");
    }

    private Response changeIf(String version, String group, Map<String, ?> value) {
        return realm.admin()
                .put(SettingsCalls.PATH)
                .header("If-Match", version)
                .json(Map.of(group, value))
                .send();
    }
}
