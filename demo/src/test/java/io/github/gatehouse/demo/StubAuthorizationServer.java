package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;

/** Plays Keycloak for the demo's unit tests: answers introspection and verify as told, and remembers what it was asked. */
final class StubAuthorizationServer implements AutoCloseable {

    private final LocalServer server;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Reply answer = Reply.error(500, "unset", "No answer was set.");
    private volatile String lastAuthorization;
    private volatile String lastBody = "";
    private volatile URI lastUri;

    StubAuthorizationServer() throws IOException {
        server = LocalServer.start(new InetSocketAddress("127.0.0.1", 0), "/realms/gatehouse/", this::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        lastAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
        lastUri = exchange.getRequestURI();
        lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        answer.send(exchange);
    }

    void answers(Reply reply) {
        answer = reply;
    }

    void answersIntrospection(Map<String, ?> members) {
        answer = Reply.json(200, members);
    }

    KeycloakEndpoints endpoints() {
        return new KeycloakEndpoints(server.address(), "gatehouse");
    }

    int questions() {
        return questions.get();
    }

    String lastAuthorization() {
        return lastAuthorization;
    }

    URI lastUri() {
        return lastUri;
    }

    String lastBody() {
        return lastBody;
    }

    @Override
    public void close() {
        server.close();
    }
}
