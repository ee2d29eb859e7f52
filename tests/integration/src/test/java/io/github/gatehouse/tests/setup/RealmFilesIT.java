package io.github.gatehouse.tests.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.AdminApi;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("The files in realm-exports")
class RealmFilesIT {

    private static final Path FOLDER = Path.of("..", "..", "realm-exports");
    private static final String STRICT = "/realms/embedded-strict";

    @Test
    void embeddedStrictIsSetUpAsSoonAsItIsImported(TestServer server) throws IOException {
        AdminApi admin = server.admin();
        admin.post("/realms")
                .rawBody("application/json", Files.readAllBytes(FOLDER.resolve("embedded-strict.json")))
                .send()
                .expect(201);
        try {
            JsonNode report = admin.post(STRICT + "/account-security/setup?dryRun=true")
                    .send()
                    .expect(200)
                    .json();
            List<String> notDone = new ArrayList<>();
            report.get("steps").forEach(step -> {
                if (!step.get("outcome").asText().equals("already-so")) {
                    notDone.add(step.get("step").asText() + " "
                            + step.get("outcome").asText());
                }
            });
            // A realm file with client scopes would have to list Keycloak's own as well, and a server without the
            // feature declarative-ui could not import the tab's component.
            assertThat(notDone).containsExactly("pin done", "settings-tab done");
            JsonNode settings = admin.get(STRICT + "/account-security/settings")
                    .send()
                    .expect(200)
                    .json();
            assertThat(settings.at("/sessionDuration/withoutSavingLoginHours").intValue())
                    .isEqualTo(4);
            assertThat(settings.at("/sessionDuration/withSavingLoginHours").intValue())
                    .isEqualTo(12);
            assertThat(settings.at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(3);

            admin.delete(STRICT + "/account-security/setup").send().expect(200);
            assertThat(admin.get(STRICT)
                            .send()
                            .expect(200)
                            .json()
                            .get("browserFlow")
                            .asText())
                    .isEqualTo("browser");
        } finally {
            admin.delete(STRICT).send().expect(204);
        }
    }
}
