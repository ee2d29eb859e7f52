package io.github.gatehouse.tests.sessionhistory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;

/**
 * An application of an origin of its own, whose access tokens have neither the audience nor the roles of the account. Its page includes the script for automatic logout
 * and allows nothing else but its own files, no inline style either.
 */
final class WebApplication implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestRealm realm;
    private final String clientId;
    private final HttpServer server;
    private final Map<String, Map<String, String>> sessions = new ConcurrentHashMap<>();

    private WebApplication(TestRealm realm, String origin, HttpServer server) {
        this.realm = realm;
        this.clientId = "web-application-" + UUID.randomUUID();
        this.server = server;
        realm.admin()
                .post("/clients")
                .json(Map.of(
                        "clientId",
                        clientId,
                        "publicClient",
                        true,
                        "standardFlowEnabled",
                        false,
                        "directAccessGrantsEnabled",
                        true,
                        "fullScopeAllowed",
                        false,
                        "webOrigins",
                        List.of(origin)))
                .send()
                .expect(201);
    }

    /** An application without a page. */
    static WebApplication register(TestRealm realm, String origin) {
        return new WebApplication(realm, origin, null);
    }

    /** An application with a page, until it is closed. */
    static WebApplication start(TestRealm realm) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WebApplication application = new WebApplication(
                    realm, "http://localhost:" + server.getAddress().getPort(), server);
            server.createContext("/", application::answer);
            server.start();
            return application;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs a user in. */
    Tokens signIn(TestUser user) {
        JsonNode answer = realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        clientId,
                        "scope",
                        "openid",
                        "username",
                        user.username(),
                        "password",
                        user.password())
                .send()
                .expect(200)
                .json();
        return new Tokens(
                answer.get("access_token").asText(),
                answer.get("refresh_token").asText(),
                answer.get("id_token").asText());
    }

    /** What keeps a session: the application does so for its user. */
    Response refresh(Tokens tokens) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form("grant_type", "refresh_token", "client_id", clientId, "refresh_token", tokens.refreshToken())
                .send();
    }

    /** The address of the page for whoever has these tokens. */
    String page(Tokens tokens) {
        String key = UUID.randomUUID().toString();
        sessions.put(
                key,
                Map.of(
                        "realm",
                        realm.issuer().toString(),
                        "client",
                        clientId,
                        "accessToken",
                        tokens.accessToken(),
                        "refreshToken",
                        tokens.refreshToken()));
        return "http://localhost:" + server.getAddress().getPort() + "/?key=" + key;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/" ->
                send(
                        exchange,
                        "text/html",
                        resource("index.html").replace("{realm}", realm.issuer().toString()));
            case "/application.js" -> send(exchange, "text/javascript", resource("application.js"));
            case "/session" ->
                send(
                        exchange,
                        "application/json",
                        MAPPER.writeValueAsString(
                                sessions.get(exchange.getRequestURI().getQuery().replace("key=", ""))));
            default -> {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            }
        }
    }

    private void send(HttpExchange exchange, String type, String content) throws IOException {
        String keycloak = realm.issuer().resolve("/").toString();
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self' " + keycloak + "; connect-src 'self' " + keycloak
                                + "; require-trusted-types-for 'script'");
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = WebApplication.class.getResourceAsStream("/web-application/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
