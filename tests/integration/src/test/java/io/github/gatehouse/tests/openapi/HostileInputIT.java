package io.github.gatehouse.tests.openapi;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.tests.openapi.HostileInput.Attempt;
import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("Hostile input to a running server")
class HostileInputIT {

    private static final long SEED = 35;
    private static final int ATTEMPTS_WITH_A_BODY = 400;
    private static final int ATTEMPTS_WITHOUT = 40;
    private static final int ATTEMPTS_AS_A_STRANGER = 6;

    private DocumentedCalls calls;

    @Test
    @DisplayName(
            "abuse case 35: whatever is sent to a documented call, no answer is a 5xx, and each refusal is JSON with a code")
    void noInputMakesTheServerFail(TestRealm realm, TestServer server) {
        calls = new DocumentedCalls(realm);
        String changed = calls.realm().name() + "-changed";
        server.admin().post("/realms").json(Map.of("realm", changed)).send().expect(201);
        try {
            sendWhatNobodyInTheirRightMindSends(changed);
        } finally {
            server.admin().delete("/realms/" + changed).send().expect(204);
        }
    }

    /**
     * Sends the hostile input.
     *
     * @param changed the realm for calls that change the realm itself, so that it need not be good for anything afterwards
     */
    private void sendWhatNobodyInTheirRightMindSends(String changed) {
        TestUser user = calls.realm().user("fuzz").realmRoles("reader").create();
        String token = calls.newToken(user, "fuzz", Map.of());
        String id = UUID.randomUUID().toString();
        String signedIn = user.accessToken();
        HostileInput hostile = new HostileInput(SEED);
        List<String> failures = new ArrayList<>();
        int sent = 0;
        for (Operation operation : calls.document().operations()) {
            List<Attempt> attempts = hostile.attempts(operation, id, validBody(operation, token));
            int own = operation.definition().has("requestBody") ? ATTEMPTS_WITH_A_BODY : ATTEMPTS_WITHOUT;
            for (int i = 0; i < Math.min(attempts.size(), own + 2 * ATTEMPTS_AS_A_STRANGER); i++) {
                Attempt attempt = attempts.get(i);
                Request request = calls.realm()
                        .http()
                        .method(
                                operation.method(),
                                changesRealm(operation) ? attempt.path().replace("{realm}", changed) : attempt.path());
                if (i < own) {
                    identify(operation, request, signedIn, token);
                } else if (i < own + ATTEMPTS_AS_A_STRANGER) {
                    request.bearer("nonsense");
                }
                sent++;
                try {
                    failures.addAll(complaints(
                            operation, attempt, attempt.change().to(request).send()));
                } catch (UncheckedIOException e) {
                    failures.add(operation + ", " + attempt.title() + " → no answer: " + e.getCause());
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(sent).isGreaterThan(1_000);
    }

    private static boolean changesRealm(Operation operation) {
        return operation.path().equals(Paths.SETTINGS)
                || operation.path().equals(Paths.SETUP)
                || operation.path().equals(Paths.SIGN_OUT);
    }

    private List<String> complaints(Operation operation, Attempt attempt, Response answer) {
        List<String> complaints = new ArrayList<>();
        if (answer.status() >= 500) {
            complaints.add("a " + answer.status());
        }
        if (answer.status() >= 400 && !operation.method().equals("HEAD")) {
            String type = String.valueOf(answer.header("Content-Type"));
            // A page for people refuses with a page.
            boolean isPage = operation.path().equals(Paths.NOT_ME) && type.startsWith("text/html");
            if (!isPage
                    && (!type.startsWith("application/json")
                            || !answer.json().path("error").isTextual())) {
                complaints.add("a refusal that is no JSON with an error");
            }
        }
        if (attempt.documented()) {
            complaints.addAll(calls.document().differences(operation, answer));
        }
        return complaints.stream()
                .map(complaint -> operation + ", " + attempt.title() + " → " + complaint + ": " + answer)
                .toList();
    }

    private void identify(Operation operation, Request request, String signedIn, String token) {
        if (operation.isSecuredBy("accountAccessToken")) {
            request.bearer(signedIn);
        } else if (operation.isSecuredBy("adminAccessToken")) {
            request.bearer(calls.realm().admin().accessToken());
        } else if (operation.isSecuredBy("apiToken")) {
            request.bearer(token);
        } else if (operation.isSecuredBy("accessToken")) {
            request.bearer(signedIn);
        } else if (operation.isSecuredBy("clientSecret")) {
            request.basic(calls.api().clientId(), calls.api().secret());
        }
    }

    private Map<String, ?> validBody(Operation operation, String token) {
        return switch (operation.toString()) {
            case "POST " + Paths.TOKENS -> DocumentedCalls.fullForm();
            case "POST " + Paths.TOKENS + "/{id}/renew" -> Map.of("validityMonths", 1);
            case "POST " + Paths.TOKENS + "/revoke" -> Map.of("token", ApiTokenFormat.generate("gth"));
            case "POST " + Paths.INTROSPECT ->
                new TreeMap<>(Map.of("token", token, "token_type_hint", "access_token", "client_address", "192.0.2.1"));
            case "POST " + Paths.TOKEN -> {
                Map<String, String> form = new TreeMap<>();
                String[] pairs = DocumentedCalls.exchangeForm(
                        token, "audience", "api", "requested_token_type", "urn:ietf:params:oauth:token-type:jwt");
                for (int i = 0; i < pairs.length; i += 2) {
                    form.put(pairs[i], pairs[i + 1]);
                }
                yield form;
            }
            case "PUT " + Paths.SETTINGS ->
                new TreeMap<>(Map.of(
                        "signOn", Map.of("oauth2", Map.of("clientId", "c", "url", "https://idp.example.org/authorize")),
                        "emailConfirmationDays", 7,
                        "passwordExpiry", Map.of("enabled", true, "days", 90),
                        "sessionDuration", Map.of("withSavingLoginHours", 12.5),
                        "adminEmails", "",
                        "apiTokens", Map.of("prefix", "acme", "excludedRoles", "a,b*")));
            default -> Map.of();
        };
    }
}
