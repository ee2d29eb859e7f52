package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The gateway")
class GatewayTest {

    private static final String REQUEST = "GET /reports?day=today HTTP/1.1";
    private static final String HOST = "Host: localhost";
    private static final String AUTHORIZATION = "Authorization: Bearer gth_abc123";

    private final AtomicReference<Headers> seenByUpstream = new AtomicReference<>();
    private final AtomicReference<String> queryAtUpstream = new AtomicReference<>();
    private StubAuthorizationServer keycloak;
    private LocalServer upstream;
    private LocalServer gateway;

    @BeforeEach
    void start() throws IOException {
        keycloak = new StubAuthorizationServer();
        upstream = LocalServer.start(new InetSocketAddress("127.0.0.1", 0), "/", exchange -> {
            seenByUpstream.set(exchange.getRequestHeaders());
            queryAtUpstream.set(exchange.getRequestURI().getQuery());
            Reply.json(200, Map.of("upstream", "reached")).send(exchange);
        });
        gateway = LocalServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                "/",
                new Gateway(keycloak.endpoints().verify("reports-reader", "reports-api"), upstream.address()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
        keycloak.close();
    }

    @Test
    void asksWithTheCallersHeaderAndForwardsWhoItIs() throws Exception {
        keycloak.answers(allowed());

        String response = send(AUTHORIZATION);

        assertThat(response).startsWith("HTTP/1.1 200").contains("reached");
        assertThat(keycloak.lastUri())
                .hasPath("/realms/gatehouse/api-tokens/verify")
                .hasQuery("role=reports-reader&audience=reports-api");
        assertThat(keycloak.lastAuthorization()).isEqualTo("Bearer gth_abc123");
        assertThat(queryAtUpstream).hasValue("day=today");
        assertThat(seenByUpstream.get())
                .containsEntry("X-auth-request-user", List.of("id-of-alice"))
                .containsEntry("X-auth-request-preferred-username", List.of("alice"));
    }

    @Test
    void neverShowsTheTokenToTheUpstream() throws Exception {
        keycloak.answers(allowed());

        send(AUTHORIZATION);

        assertThat(seenByUpstream.get().toString()).doesNotContain("gth_abc123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Auth-Request-User: mallory",
                "x-auth-request-user: mallory",
                "X-Auth-Request-Email: mallory@example.org",
                "X_Auth_Request_Email: mallory@example.org",
                "X-Auth-Request-Roles: mallory,admin",
                "X-Auth-Request-Anything: mallory",
                "X-Forwarded-User: mallory"
            })
    void passesNoneOfTheCallersIdentityHeadersOn(String smuggled) throws Exception {
        keycloak.answers(allowed());

        String response = send(AUTHORIZATION, smuggled);

        assertThat(response).startsWith("HTTP/1.1 200");
        assertThat(seenByUpstream.get().toString().toLowerCase(Locale.ROOT)).doesNotContain("mallory");
    }

    @Test
    void goesWithoutAHeaderThatVerifyDidNotSend() throws Exception {
        keycloak.answers(Reply.json(200, Map.of()).with("X-Auth-Request-User", "id-of-alice"));

        send(AUTHORIZATION, "X-Auth-Request-Email: mallory@example.org");

        assertThat(seenByUpstream.get()).doesNotContainKey("X-auth-request-email");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void givesARefusalBackWithTheHeadersThatExplainIt(int status) throws Exception {
        keycloak.answers(Reply.error(status, "refused", "No.")
                .with("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .with("Retry-After", "3")
                .with("Set-Cookie", "KEYCLOAK=1"));

        String response = send(AUTHORIZATION);

        assertThat(response)
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("WWW-Authenticate: Bearer error=\"invalid_token\"")
                .containsIgnoringCase("Retry-After: 3")
                .doesNotContain("KEYCLOAK");
        assertThat(seenByUpstream).hasNullValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 404, 500, 503})
    void answers503ToEveryOtherAnswer(int status) throws Exception {
        keycloak.answers(allowedWithStatus(status).with("Location", "http://127.0.0.1:1/"));

        assertThat(send(AUTHORIZATION)).startsWith("HTTP/1.1 503");
        assertThat(seenByUpstream).hasNullValue();
    }

    @Test
    void answers503WhenVerifyNamesNoUser() throws Exception {
        keycloak.answers(Reply.json(200, Map.of()));

        assertThat(send(AUTHORIZATION, "X-Auth-Request-User: mallory")).startsWith("HTTP/1.1 503");
        assertThat(seenByUpstream).hasNullValue();
    }

    @Test
    void answers503WhenKeycloakIsDown() throws Exception {
        keycloak.close();

        assertThat(send(AUTHORIZATION)).startsWith("HTTP/1.1 503").containsIgnoringCase("Retry-After");
        assertThat(seenByUpstream).hasNullValue();
    }

    @Test
    void refusesTwoAuthorizationHeaders() throws Exception {
        keycloak.answers(allowed());

        assertThat(send(AUTHORIZATION, "Authorization: Bearer other")).startsWith("HTTP/1.1 400");
        assertThat(keycloak.questions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//elsewhere.example//reports",
                "//elsewhere.example/",
                "/reports/../admin",
                "/reports;x",
                "/other"
            })
    void knowsOnePathAndLetsNoPathChooseTheUpstream(String path) throws Exception {
        keycloak.answers(allowed());

        assertThat(RawRequest.send(gateway.address(), "GET " + path + " HTTP/1.1", HOST, AUTHORIZATION))
                .startsWith("HTTP/1.1 404");
        assertThat(seenByUpstream).hasNullValue();
    }

    private String send(String... headers) throws IOException {
        String[] lines = new String[headers.length + 2];
        lines[0] = REQUEST;
        lines[1] = HOST;
        System.arraycopy(headers, 0, lines, 2, headers.length);
        return RawRequest.send(gateway.address(), lines);
    }

    private static Reply allowed() {
        return allowedWithStatus(200);
    }

    private static Reply allowedWithStatus(int status) {
        return new Reply(status, Map.of(), "text/plain", status == 204 ? "" : "ok")
                .with("X-Auth-Request-User", "id-of-alice")
                .with("X-Auth-Request-Preferred-Username", "alice")
                .with("X-Auth-Request-Email", "alice@example.org")
                .with("X-Auth-Request-Roles", "reports-reader");
    }
}
