package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The reports page")
class ReportsPageTest {

    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private StubAuthorizationServer keycloak;
    private LocalServer page;

    @BeforeEach
    void start() throws IOException {
        keycloak = new StubAuthorizationServer();
        keycloak.answers(Reply.json(
                200,
                Map.of(
                        "issuer", "http://localhost:8080/realms/gatehouse",
                        "authorization_endpoint", "http://localhost:8080/authorize",
                        "jwks_uri", "http://localhost:8080/keys",
                        "subject_types_supported", List.of("public"))));
        page = LocalServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                "/",
                new ReportsPage(
                        URI.create("http://127.0.0.1:1"),
                        new ReportsPageSignIn(
                                keycloak.endpoints(),
                                new ClientSecretBasic(new ClientID("reports-page"), new Secret("secret"))),
                        Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        page.close();
        keycloak.close();
    }

    @Test
    void sendsAStrangerToSignInAndDemandsNothingElse() throws Exception {
        HttpResponse<String> response = get("/", "");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(location(response))
                .startsWith("http://localhost:8080/authorize?")
                .contains("client_id=reports-page", "code_challenge_method=S256", "state=")
                .doesNotContain("acr_values", "secret");
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    @DisplayName("takes a sign-in only in the browser that has begun it, so that nobody is signed in as somebody else")
    void takesNoSignInOfAnotherBrowser() throws Exception {
        Matcher state = STATE.matcher(location(get("/", "")));
        assertThat(state.find()).isTrue();
        int questions = keycloak.questions();

        assertThat(get("/signed-in?code=c&state=" + state.group(1), "gatehouse_demo_reports=another")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/signed-in?code=c&state=unknown", "").statusCode()).isEqualTo(400);
        assertThat(keycloak.questions()).isEqualTo(questions);
    }

    @Test
    void comesBackToNoOtherHost() throws Exception {
        assertThat(RawRequest.send(page.address(), "GET / HTTP/1.1", "Host: attacker.example.org"))
                .startsWith("HTTP/1.1 400");
        assertThat(keycloak.questions()).isZero();
    }

    @Test
    void saysSoWhenKeycloakIsDown() throws Exception {
        keycloak.close();

        assertThat(get("/", "").statusCode()).isEqualTo(503);
    }

    @Test
    @DisplayName(
            "S3: tells the script for automatic logout of nobody else's session, and fetches no tokens for strangers")
    void answersNoStrangersScript() throws Exception {
        assertThat(get("/session", "gatehouse_demo_reports=another").statusCode())
                .isEqualTo(401);
        assertThat(http.send(
                                HttpRequest.newBuilder(page.address().resolve("/refresh"))
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        assertThat(keycloak.questions()).isZero();
    }

    @Test
    void mayRunNoScript() throws Exception {
        HttpResponse<String> response = get("/nothing-here", "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("script");
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(page.address().resolve(path))
                        .header("Cookie", cookie)
                        .build(),
                BodyHandlers.ofString());
    }
}
