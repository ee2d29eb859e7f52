package io.github.gatehouse.tests.apitoken;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.github.gatehouse.tests.apitoken.ApiTokenCalls.Created;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("nginx")
@GatehouseTest
@DisplayName("A3: nginx with the configuration that docs/gateways.md prints")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxGatewayIT {

    private static final List<String> IDENTITY = List.of(
            "X-Auth-Request-User",
            "X-Auth-Request-Preferred-Username",
            "X-Auth-Request-Email",
            "X-Auth-Request-Roles",
            "Authorization",
            "X-Forwarded-For");

    private final HttpClient caller =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private ApiTokenCalls calls;
    private TestUser alice;
    private HttpServer service;
    private Nginx nginx;

    @BeforeAll
    void nginxBeforeAService(TestRealm realm, TestServer server, @TempDir Path folder) throws IOException {
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        realm.realmRole("other-role");
        calls.acceptingClient("reports-api");
        alice = realm.user("alice").realmRoles("reports-reader", "other-role").create();
        service = echo();
        nginx = Nginx.start(
                folder,
                documented()
                        .replace("keycloak.internal:8080", server.baseUri().getAuthority())
                        .replace(
                                "reports.internal:9000",
                                "127.0.0.1:" + service.getAddress().getPort())
                        .replace("/realms/gatehouse/", "/realms/" + realm.name() + "/")
                        .replace("listen 443 ssl;", "listen PORT;")
                        .replace(
                                "proxy_set_header Host $host;",
                                "proxy_set_header Host " + server.baseUri().getAuthority() + ";"));
    }

    /** A service that trusts the gateway and answers with the headers it got. */
    private static HttpServer echo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            StringBuilder answer = new StringBuilder();
            for (String header : IDENTITY) {
                answer.append(header)
                        .append('=')
                        .append(exchange.getRequestHeaders().get(header))
                        .append('\n');
            }
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String documented() throws IOException {
        String page = Files.readString(Path.of("../../docs/gateways.md"));
        int begin = page.indexOf("```nginx\n") + "```nginx\n".length();
        return page.substring(begin, page.indexOf("\n```", begin));
    }

    @AfterAll
    void stop() throws IOException {
        nginx.close();
        service.stop(0);
    }

    @Test
    void aTokenWithTheRolePasses() throws Exception {
        Created token = calls.create(alice, "passes", "reports-reader");
        HttpResponse<String> passed = get("/reports?year=2026", Map.of("Authorization", "Bearer " + token.token()));
        assertThat(passed.statusCode()).isEqualTo(200);
        assertThat(passed.body())
                .contains("X-Auth-Request-User=[" + alice.id() + "]")
                .contains("X-Auth-Request-Preferred-Username=[alice]")
                .contains("X-Auth-Request-Roles=[reports-reader]")
                .contains("Authorization=null");
    }

    @Test
    void aTokenWithoutTheRoleDoesNot() throws Exception {
        Created token = calls.create(alice, "other role", "other-role");
        assertThat(get("/reports", Map.of("Authorization", "Bearer " + token.token()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/reports?role=other-role", Map.of("Authorization", "Bearer " + token.token()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void noTokenAndARevokedOneDoNot() throws Exception {
        HttpResponse<String> refused = get("/reports", Map.of());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        Created token = calls.create(alice, "revoked", "reports-reader");
        assertThat(get("/reports", Map.of("Authorization", "Bearer " + token.token()))
                        .statusCode())
                .isEqualTo(200);
        calls.revoke(alice, token.id()).expect(204);
        assertThat(get("/reports", Map.of("Authorization", "Bearer " + token.token()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatTheCallerClaimsToBeIsStripped() throws Exception {
        Created token = calls.create(alice, "forged headers", "reports-reader");
        HttpResponse<String> passed = get(
                "/reports",
                Map.of(
                        "Authorization", "Bearer " + token.token(),
                        "X-Auth-Request-User", "admin",
                        "X-Auth-Request-Roles", "admin",
                        "X-Forwarded-For", "198.51.100.1"));
        assertThat(passed.body()).doesNotContain("admin").doesNotContain("198.51.100.1");
    }

    @Test
    void theVerifyAddressIsNotOpenToCallers() throws Exception {
        assertThat(get("/gatehouse-verify", Map.of()).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(nginx.address().resolve(path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return caller.send(request.build(), BodyHandlers.ofString());
    }
}
