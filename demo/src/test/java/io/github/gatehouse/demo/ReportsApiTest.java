package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The reports API")
class ReportsApiTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final String TOKEN = "gth_abc123";

    private final HttpClient http = HttpClient.newHttpClient();
    private StubAuthorizationServer keycloak;
    private LocalServer api;

    @BeforeEach
    void start() throws IOException {
        keycloak = new StubAuthorizationServer();
        api = LocalServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                "/reports",
                new ReportsApi(
                        new TokenIntrospection(
                                keycloak.endpoints(),
                                new ClientSecretBasic(new ClientID("reports-api"), new Secret("a secret: with signs"))),
                        CLOCK));
    }

    @AfterEach
    void stop() {
        api.close();
        keycloak.close();
    }

    @Test
    void answersWithTodaysFiguresForAnActiveTokenWithTheRole() throws Exception {
        keycloak.answersIntrospection(activeWithRoles("reports-reader", "offline_access"));

        HttpResponse<String> response = get("Bearer " + TOKEN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"date\":\"2026-11-22\"", "\"requestedBy\":\"alice\"");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(keycloak.lastUri()).hasPath("/realms/gatehouse/protocol/openid-connect/token/introspect");
        assertThat(keycloak.lastBody()).contains("token=" + TOKEN);
        // RFC 6749, section 2.3.1: id and secret are form-encoded before they are joined.
        assertThat(keycloak.lastAuthorization())
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString("reports-api:a+secret%3A+with+signs".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takesTheSchemeInAnyCase() throws Exception {
        keycloak.answersIntrospection(activeWithRoles("reports-reader"));

        assertThat(get("bearer " + TOKEN).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnInactiveTokenWith401() throws Exception {
        keycloak.answersIntrospection(Map.of("active", false));

        HttpResponse<String> response = get("Bearer " + TOKEN);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer ")
                .contains("error=\"invalid_token\"");
    }

    @Test
    void refusesAnActiveTokenWithoutTheRoleWith403() throws Exception {
        keycloak.answersIntrospection(activeWithRoles("deployments-writer"));

        HttpResponse<String> response = get("Bearer " + TOKEN);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"insufficient_scope\"");
        assertThat(response.body()).contains("\"error\":\"insufficient_scope\"");
    }

    @Test
    void refusesAnActiveTokenWithoutAnyRolesWith403() throws Exception {
        keycloak.answersIntrospection(Map.of("active", true, "username", "alice", "realm_access", "reports-reader"));

        assertThat(get("Bearer " + TOKEN).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("M5: figures of earlier days need the PIN, whatever else the token can do")
    void demandsThePinForEarlierDays() throws Exception {
        keycloak.answersIntrospection(Map.of(
                "active",
                true,
                "username",
                "alice",
                "acr",
                "1",
                "realm_access",
                Map.of("roles", List.of("reports-reader"))));

        HttpResponse<String> refused = get("Bearer " + TOKEN, "?date=2026-11-21");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"insufficient_user_authentication\"", "acr_values=\"gatehouse-pin\"");
        assertThat(get("Bearer " + TOKEN, "?date=2026-11-22").statusCode()).isEqualTo(200);
    }

    @Test
    void showsEarlierDaysWhenThePinWasEntered() throws Exception {
        keycloak.answersIntrospection(Map.of(
                "active",
                true,
                "username",
                "alice",
                "acr",
                "gatehouse-pin",
                "realm_access",
                Map.of("roles", List.of("reports-reader"))));

        HttpResponse<String> shown = get("Bearer " + TOKEN, "?date=2026-11-21");

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("\"date\":\"2026-11-21\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?date=2026-11-23", "?date=yesterday", "?date=", "?day=2026-11-21", "?date=2026-11-21&date=x"})
    void refusesWhatIsNoDayUpToToday(String query) throws Exception {
        assertThat(get("Bearer " + TOKEN, query).statusCode()).isEqualTo(400);
        assertThat(keycloak.questions()).isZero();
    }

    @Test
    void challengesACallerWithoutATokenAndAsksNobody() throws Exception {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(reports()).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"reports\"");
        assertThat(keycloak.questions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "Basic YWxpY2U6YWxpY2U=", "Bearer a,b", "Bearer \"a\""})
    void refusesWhatCannotBeATokenAndAsksNobody(String authorization) throws Exception {
        assertThat(get(authorization).statusCode()).isEqualTo(401);
        assertThat(keycloak.questions()).isZero();
    }

    @Test
    void refusesTwoAuthorizationHeaders() throws Exception {
        keycloak.answersIntrospection(activeWithRoles("reports-reader"));

        assertThat(RawRequest.send(
                        api.address(),
                        "GET /reports HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer " + TOKEN,
                        "Authorization: Bearer other"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void refusesWith503WhenKeycloakIsDown() throws Exception {
        keycloak.close();

        HttpResponse<String> response = get("Bearer " + TOKEN);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).doesNotContain(TOKEN).doesNotContain("orders");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 429, 500})
    void refusesWith503WhenKeycloakDoesNotAnswerTheQuestion(int status) throws Exception {
        keycloak.answers(Reply.error(status, "some_error", "No.").with("Location", "http://127.0.0.1:1/"));

        assertThat(get("Bearer " + TOKEN).statusCode()).isEqualTo(503);
    }

    @Test
    void refusesWith503WhenTheAnswerIsNoJson() throws Exception {
        keycloak.answers(new Reply(200, Map.of(), "text/html", "<h1>active</h1>"));

        assertThat(get("Bearer " + TOKEN).statusCode()).isEqualTo(503);
    }

    @Test
    void answersOnlyGetUnderItsPath() throws Exception {
        HttpResponse<String> post = http.send(
                HttpRequest.newBuilder(reports())
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET");
        assertThat(http.send(
                                HttpRequest.newBuilder(api.address().resolve("/reportsX"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    private URI reports() {
        return api.address().resolve("/reports");
    }

    private HttpResponse<String> get(String authorization) throws IOException, InterruptedException {
        return get(authorization, "");
    }

    private HttpResponse<String> get(String authorization, String query) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(reports() + query))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, ?> activeWithRoles(String... roles) {
        return Map.of("active", true, "username", "alice", "realm_access", Map.of("roles", List.of(roles)));
    }
}
