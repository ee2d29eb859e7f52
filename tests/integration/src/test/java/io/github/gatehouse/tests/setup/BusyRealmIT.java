package io.github.gatehouse.tests.setup;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X1, X2: while somebody else changes the realm for too long")
class BusyRealmIT {

    private static final String PAGE = "org.keycloak.services.ui.extend.UiPageProvider";
    private static final String LOCK = "/realms/master/gatehouse-testing/database/realm-lock";
    private static final String SETTINGS = "/account-security/settings";

    private final TestRealm realm;

    BusyRealmIT(TestRealm realm) {
        this.realm = realm;
    }

    @Test
    @DisplayName(
            "set-up, its page and the settings give up after a while, say why and change nothing; afterwards they work")
    void givesUp() {
        // Made before: databases wait with a new component of a realm that is locked.
        realm.admin()
                .post("/components")
                .json(entry("Show what set-up would change"))
                .send()
                .expect(201);
        String entry = "/components/" + entry().get("id").asText();
        JsonNode before = new SetupCalls(realm).whatSetupTouches();
        realm.http().post(LOCK + "?realm=" + realm.id()).send().expect(204);
        CompletableFuture<Response> setup;
        CompletableFuture<Response> settings;
        try {
            setup = inParallel(() -> realm.admin().post(SetupCalls.PATH).send());
            settings = inParallel(() -> changePrefix());
            realm.admin().put(entry).json(entry("Set up")).send().expect(204);
            assertThat(setup.join().expect(409).json().get("error").asText()).isEqualTo("busy");
            assertThat(settings.join().expect(409).json().get("error").asText()).isEqualTo("busy");
        } finally {
            realm.http().delete(LOCK).send().expect(204);
        }
        JsonNode config = entry().get("config");
        assertThat(config.at("/action/0").asText()).isEqualTo("Set up");
        assertThat(config.at("/outcome/0").asText()).isEqualTo("Refused, nothing is changed");
        assertThat(config.at("/report/0").asText()).contains("busy", "Somebody else is changing this realm");
        assertThat(new SetupCalls(realm).whatSetupTouches()).isEqualTo(before);
        assertThat(realm.admin()
                        .get(SETTINGS)
                        .send()
                        .expect(200)
                        .json()
                        .at("/apiTokens/prefix")
                        .asText())
                .isEqualTo("gth");

        changePrefix().expect(200);
        new SetupCalls(realm).apply("");
    }

    private static CompletableFuture<Response> inParallel(Supplier<Response> call) {
        return CompletableFuture.supplyAsync(call);
    }

    private Response changePrefix() {
        return realm.admin()
                .put(SETTINGS)
                .json(Map.of("apiTokens", Map.of("prefix", "acme")))
                .send();
    }

    private JsonNode entry() {
        return realm.admin()
                .get("/components?type=" + PAGE)
                .send()
                .expect(200)
                .json()
                .get(0);
    }

    private static Map<String, Object> entry(String action) {
        return Map.of(
                "providerType", PAGE, "providerId", "gatehouse-setup", "config", Map.of("action", List.of(action)));
    }
}
