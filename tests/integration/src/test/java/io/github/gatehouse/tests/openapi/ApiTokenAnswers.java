package io.github.gatehouse.tests.openapi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.apitokens.format.ApiTokenFormat;
import io.github.gatehouse.tests.openapi.OpenApiDocument.Operation;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The documented answers about API tokens. */
final class ApiTokenAnswers {

    private static final int UNKNOWN_TOKENS_A_MINUTE = 300;

    private final DocumentedCalls calls;

    ApiTokenAnswers(DocumentedCalls calls) {
        this.calls = calls;
    }

    void give(TestServer server) {
        ownTokens(server);
        gateways();
        oauth();
        administration();
    }

    private void ownTokens(TestServer server) {
        String signedIn = calls.alice().accessToken();
        Operation list = calls.document().operation("GET", Paths.TOKENS);
        Operation create = calls.document().operation("POST", Paths.TOKENS);
        Operation roles = calls.document().operation("GET", Paths.TOKENS + "/roles");
        Operation options = calls.document().operation("GET", Paths.TOKENS + "/options");
        Operation get = calls.document().operation("GET", Paths.TOKENS + "/{id}");
        Operation revoke = calls.document().operation("DELETE", Paths.TOKENS + "/{id}");
        Operation renew = calls.document().operation("POST", Paths.TOKENS + "/{id}/renew");

        JsonNode created = calls.expect(
                        201, create, calls.request(create).bearer(signedIn).json(DocumentedCalls.fullForm()))
                .json();
        String id = created.get("id").asText();
        calls.expect(
                201, create, calls.request(create).bearer(signedIn).json(DocumentedCalls.form("writes", "writer")));
        calls.expect(400, create, calls.request(create).bearer(signedIn).json(DocumentedCalls.form("x", "not-hers")));
        calls.expect(400, create, calls.request(create).bearer(signedIn).json(Map.of("name", "<")));
        calls.expect(
                409, create, calls.request(create).bearer(signedIn).json(DocumentedCalls.form("WRITES", "writer")));
        calls.withSetting(
                "gatehouse.apiTokens.maxPerUser",
                "1",
                () -> calls.expect(
                        409,
                        create,
                        calls.request(create).bearer(signedIn).json(DocumentedCalls.form("too many", "reader"))));
        calls.withSetting(
                "gatehouse.apiTokens.maxValidityMonths",
                "many",
                () -> calls.expect(409, options, calls.request(options).bearer(signedIn)));

        assertThat(calls.expect(200, list, calls.request(list).bearer(signedIn)).json())
                .hasSize(2);
        calls.expect(
                200,
                list,
                calls.request(list).bearer(signedIn).query("first", "1").query("max", "1"));
        calls.expect(400, list, calls.request(list).bearer(signedIn).query("max", "101"));
        calls.expect(200, roles, calls.request(roles).bearer(signedIn));
        calls.expect(200, options, calls.request(options).bearer(signedIn));
        calls.expect(200, get, calls.request(get, id).bearer(signedIn));
        calls.expect(404, get, calls.request(get, UUID.randomUUID().toString()).bearer(signedIn));

        calls.expect(200, renew, calls.request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 12)));
        calls.expect(400, renew, calls.request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 13)));
        calls.withSetting(
                "gatehouse.apiTokens.excludedRoles",
                "read*",
                () -> calls.expect(
                        409, renew, calls.request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 1))));

        server.time().advance(Duration.ofMinutes(6));
        calls.expect(401, create, calls.request(create).bearer(signedIn).json(DocumentedCalls.fullForm()));
        calls.expect(401, renew, calls.request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 1)));
        server.time().reset();

        calls.expect(204, revoke, calls.request(revoke, id).bearer(signedIn));
        calls.expect(409, renew, calls.request(renew, id).bearer(signedIn).json(Map.of("validityMonths", 1)));
        assertThat(calls.expect(200, get, calls.request(get, id).bearer(signedIn))
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("revoked");

        Operation revokeByHolder = calls.document().operation("POST", Paths.TOKENS + "/revoke");
        calls.expect(
                200,
                revokeByHolder,
                calls.request(revokeByHolder).form("token", calls.newToken(calls.alice(), "found", Map.of())));
        calls.expect(200, revokeByHolder, calls.request(revokeByHolder).form("token", "no token"));
    }

    private void gateways() {
        String token = calls.newToken(calls.alice(), "gateway", Map.of());
        String crowded = "198.51.100.7";
        for (int i = 0; i < UNKNOWN_TOKENS_A_MINUTE; i++) {
            verify(calls.document().operation("GET", Paths.VERIFY), ApiTokenFormat.generate("gth"), crowded)
                    .send()
                    .expect(401);
        }
        for (Operation operation : calls.document().operations()) {
            if (operation.path().startsWith(Paths.VERIFY)) {
                calls.expect(
                        200, operation, calls.request(operation).bearer(token).query("role", "reader"));
                calls.expect(
                        403, operation, calls.request(operation).bearer(token).query("role", "writer"));
                calls.expect(429, operation, verify(operation, ApiTokenFormat.generate("gth"), crowded));
            }
        }
    }

    private Request verify(Operation operation, String token, String address) {
        return calls.request(operation).bearer(token).header("X-Forwarded-For", address);
    }

    private void oauth() {
        Operation introspect = calls.document().operation("POST", Paths.INTROSPECT);
        Operation exchange = calls.document().operation("POST", Paths.TOKEN);
        String token = calls.newToken(calls.alice(), "oauth", Map.of("audience", List.of("api")));

        JsonNode active = calls.expect(200, introspect, calls.asApi(introspect).form("token", token))
                .json();
        assertThat(active.get("active").asBoolean()).isTrue();
        assertThat(active.at("/resource_access/api/roles/0").asText()).isEqualTo("archive");
        assertThat(calls.expect(200, introspect, calls.asApi(introspect).form("token", "nonsense"))
                        .json()
                        .get("active")
                        .asBoolean())
                .isFalse();
        calls.expect(400, introspect, calls.asApi(introspect).form("token", token, "client_address", "example.org"));
        calls.expect(403, introspect, calls.request(introspect).form("token", token, "client_id", "public"));

        Response exchanged =
                calls.expect(200, exchange, calls.asApi(exchange).form(DocumentedCalls.exchangeForm(token)));
        String jwt = exchanged.json().get("access_token").asText();
        assertThat(calls.expect(200, introspect, calls.asApi(introspect).form("token", jwt))
                        .json()
                        .get("active")
                        .asBoolean())
                .isTrue();
        calls.expect(400, exchange, calls.asApi(exchange).form(DocumentedCalls.exchangeForm("nonsense")));
        calls.expect(
                400, exchange, calls.asApi(exchange).form(DocumentedCalls.exchangeForm(token, "audience", "account")));
        calls.expect(
                400, exchange, calls.asApi(exchange).form(DocumentedCalls.exchangeForm(token, "actor_token", "x")));
        Operation verify = calls.document().operation("GET", Paths.VERIFY);
        calls.expect(401, verify, calls.request(verify).bearer(jwt));
    }

    private void administration() {
        Operation list = calls.document().operation("GET", Paths.ADMIN);
        Operation revoke = calls.document().operation("DELETE", Paths.ADMIN + "/{id}");
        Operation revokeAll = calls.document().operation("DELETE", Paths.ADMIN);
        JsonNode tokens = calls.expect(
                        200,
                        list,
                        calls.asAdministrator(list, "")
                                .query("user", calls.alice().id()))
                .json();
        assertThat(tokens.size()).isGreaterThan(2);
        calls.expect(
                200,
                list,
                calls.asAdministrator(list, "").query("status", "revoked").query("search", "F"));
        calls.expect(400, list, calls.asAdministrator(list, "").query("status", "lost"));
        String id = tokens.get(0).get("id").asText();
        calls.expect(204, revoke, calls.asAdministrator(revoke, id));
        calls.expect(
                404, revoke, calls.asAdministrator(revoke, UUID.randomUUID().toString()));
        calls.expect(400, revokeAll, calls.asAdministrator(revokeAll, ""));
        calls.expect(
                204,
                revokeAll,
                calls.asAdministrator(revokeAll, "").query("user", calls.alice().id()));
    }
}
