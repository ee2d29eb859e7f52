package io.github.gatehouse.tests.openapi;

import java.util.List;
import java.util.Map;

import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** The documented answers about a realm's settings and its set-up. */
final class RealmAnswers {

    private final DocumentedCalls calls;

    RealmAnswers(DocumentedCalls calls) {
        this.calls = calls;
    }

    void give() {
        settings();
        setUp();
    }

    private void settings() {
        Operation read = calls.document().operation("GET", Paths.SETTINGS);
        Operation change = calls.document().operation("PUT", Paths.SETTINGS);
        Response first = calls.expect(200, read, calls.asAdministrator(read, ""));
        Map<String, ?> oneDay = Map.of("history", Map.of("retentionDays", 1));
        calls.expect(
                200, change, calls.asAdministrator(change, "").json(oneDay).header("If-Match", first.header("ETag")));
        calls.expect(
                412, change, calls.asAdministrator(change, "").json(oneDay).header("If-Match", first.header("ETag")));
        calls.expect(200, change, calls.asAdministrator(change, "").json(first.json()));
        calls.expect(
                400, change, calls.asAdministrator(change, "").json(Map.of("history", Map.of("retentionDays", 0))));
        calls.expect(400, change, calls.asAdministrator(change, "").json(Map.of("unknown", 1)));
        calls.withSetting("gatehouse.apiTokens.maxPerUser", "many", () -> {
            calls.expect(409, read, calls.asAdministrator(read, ""));
            calls.expect(409, change, calls.asAdministrator(change, "").json(oneDay));
        });
        Map<String, ?> withASecret =
                Map.of("signOn", Map.of("oauth2", Map.of("clientId", "gatehouse", "clientSecret", "not shown")));
        assertThat(calls.expect(200, change, calls.asAdministrator(change, "").json(withASecret))
                        .json()
                        .at("/signOn/oauth2/clientSecret")
                        .asText())
                .isEqualTo("**********");
    }

    private void setUp() {
        Operation apply = calls.document().operation("POST", Paths.SETUP);
        Operation undo = calls.document().operation("DELETE", Paths.SETUP);
        for (Operation operation : List.of(apply, undo)) {
            calls.expect(400, operation, calls.asAdministrator(operation, "").query("force", "yes"));
            calls.withSetting(
                    "gatehouse.setup", "{", () -> calls.expect(409, operation, calls.asAdministrator(operation, "")));
        }
        for (Operation operation : List.of(apply, undo)) {
            calls.expect(200, operation, calls.asAdministrator(operation, "").query("dryRun", "true"));
            calls.expect(200, operation, calls.asAdministrator(operation, ""));
        }
    }
}
