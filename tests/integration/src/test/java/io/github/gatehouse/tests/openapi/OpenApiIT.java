package io.github.gatehouse.tests.openapi;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("A running server and docs/openapi.yaml")
class OpenApiIT {

    private DocumentedCalls calls;

    @Test
    @DisplayName("give each documented answer, and give it as documented")
    void eachDocumentedAnswerIsGivenAsDocumented(TestRealm realm, TestServer server) {
        calls = new DocumentedCalls(realm);
        strangersAndOutsiders();
        new ApiTokenAnswers(calls).give(server);
        new RealmAnswers(calls).give();
        new AccountAnswers(calls).give(server);

        Set<String> documented = new TreeSet<>();
        calls.document().operations().forEach(operation -> operation
                .definition()
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> documented.add(operation + " " + status)));
        // Only the link in a mail leads to these pages: NewDeviceIT follows it.
        documented.removeAll(Set.of("GET " + Paths.NOT_ME + " 200", "POST " + Paths.NOT_ME + " 200"));
        assertThat(calls.seen()).containsExactlyInAnyOrderElementsOf(documented);
    }

    private void strangersAndOutsiders() {
        String outsidersToken = calls.outsider().accessToken();
        String alicesToken = calls.alice().accessToken();
        for (Operation operation : calls.document().operations()) {
            String path = operation
                    .path()
                    .replace("{id}", UUID.randomUUID().toString())
                    .replace("{userId}", calls.alice().id())
                    .replace("{path}", "some/path");
            Request elsewhere =
                    calls.realm().http().method(operation.method(), path.replace("{realm}", "no-such-realm"));
            if (operation.isSecuredBy("adminAccessToken")) {
                elsewhere.bearer(calls.realm().admin().accessToken());
            }
            calls.expect(404, operation, elsewhere);
            if (operation.documents(401)) {
                Request anonymous = calls.realm().http().method(operation.method(), path);
                if (operation.path().equals(Paths.TOKEN)) {
                    anonymous.form(DocumentedCalls.exchangeForm("nonsense"));
                }
                calls.expect(401, operation, anonymous);
            }
            if (operation.isSecuredBy("accountAccessToken")) {
                calls.expect(
                        403,
                        operation,
                        calls.realm().http().method(operation.method(), path).bearer(outsidersToken));
            }
            if (operation.isSecuredBy("adminAccessToken")) {
                calls.expect(
                        403,
                        operation,
                        calls.realm()
                                .http()
                                .method(operation.method(), path)
                                .bearer(alicesToken)
                                .query("user", calls.alice().id()));
            }
            if (operation.toString().startsWith("OPTIONS") && !operation.path().startsWith(Paths.VERIFY)) {
                calls.expect(
                        200,
                        operation,
                        calls.realm()
                                .http()
                                .method("OPTIONS", path)
                                .header("Origin", "https://app.example.org")
                                .header("Access-Control-Request-Method", "GET"));
            }
        }
    }
}
