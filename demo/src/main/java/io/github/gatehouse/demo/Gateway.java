package io.github.gatehouse.demo;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * Does what {@code auth_request} of nginx does: asks Gatehouse's verify address with the caller's {@code Authorization} header and
 * lets the request pass on a 200. 401, 403 and 429 go back to the caller with the headers that explain them; every other answer, and
 * none, is a 503: no answer is never taken for a yes.
 */
final class Gateway implements HttpHandler {

    /** Headers by which the upstream knows the user; only what the verify address answered ever gets there. */
    static final List<String> IDENTITY_HEADERS = List.of(
            "X-Auth-Request-User", "X-Auth-Request-Preferred-Username", "X-Auth-Request-Email", "X-Auth-Request-Roles");

    private static final List<String> EXPLAINING_HEADERS =
            List.of("WWW-Authenticate", "Retry-After", "RateLimit", "RateLimit-Policy");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,8192}");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private final URI verify;
    private final URI upstream;
    // Redirects stay off (the default): the caller's token must not follow one to another address.
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    Gateway(URI verify, URI upstream) {
        this.verify = verify;
        this.upstream = upstream;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        reply(exchange).send(exchange);
    }

    private Reply reply(HttpExchange exchange) {
        // One exact path, as "location = /reports" in nginx. Resolving the caller's path against the upstream's address
        // instead would let "GET //elsewhere//reports" choose another host.
        if (!ReportsApi.PATH.equals(exchange.getRequestURI().getPath())) {
            return Reply.error(404, "not_found", "There is only " + ReportsApi.PATH + ".");
        }
        if (!"GET".equals(exchange.getRequestMethod())) {
            return Reply.error(405, "method_not_allowed", "Use GET.").with("Allow", "GET");
        }
        Headers headers = exchange.getRequestHeaders();
        List<String> authorization = headers.getOrDefault("Authorization", List.of());
        if (authorization.size() > 1
                || !authorization.stream()
                        .allMatch(value -> PRINTABLE.matcher(value).matches())) {
            return Reply.error(400, "invalid_request", "Send one Authorization header.");
        }
        try {
            HttpRequest.Builder question = HttpRequest.newBuilder(verify).timeout(ANSWER_TIMEOUT);
            authorization.forEach(value -> question.header("Authorization", value));
            HttpResponse<String> answer = http.send(question.build(), BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200 -> forward(exchange.getRequestURI().getRawQuery(), headers, answer);
                case 401, 403, 429 -> refusal(answer);
                default -> unavailable("the verify address answered " + answer.statusCode());
            };
        } catch (IOException e) {
            return unavailable(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable("the gateway is stopping");
        }
    }

    private Reply forward(String rawQuery, Headers headers, HttpResponse<?> identity)
            throws IOException, InterruptedException {
        if (identity.headers().allValues(IDENTITY_HEADERS.get(0)).size() != 1) {
            return unavailable("the verify address answered 200 without a user");
        }
        String query = rawQuery == null ? "" : "?" + rawQuery;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upstream + ReportsApi.PATH + query))
                .timeout(ANSWER_TIMEOUT);
        // Nothing of the caller's headers is passed on but what is listed here. So neither "X-Auth-Request-User" nor
        // a spelling that an upstream might read as the same ("x_auth_request_user") gets through, and the upstream
        // never sees the token.
        Optional.ofNullable(headers.getFirst("Accept"))
                .filter(value -> PRINTABLE.matcher(value).matches())
                .ifPresent(value -> request.header("Accept", value));
        for (String name : IDENTITY_HEADERS) {
            identity.headers().firstValue(name).ifPresent(value -> request.header(name, value));
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Reply(
                answer.statusCode(),
                Map.of(),
                answer.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                answer.body());
    }

    private static Reply refusal(HttpResponse<String> answer) {
        Reply reply =
                switch (answer.statusCode()) {
                    case 401 -> Reply.error(401, "invalid_token", "A valid API token is needed.");
                    case 403 -> Reply.error(403, "insufficient_scope", "The token lacks the role this address needs.");
                    default -> Reply.error(429, "too_many_requests", "The token's rate limit is used up.");
                };
        for (String name : EXPLAINING_HEADERS) {
            Optional<String> value = answer.headers().firstValue(name);
            if (value.isPresent()) {
                reply = reply.with(name, value.get());
            }
        }
        return reply;
    }

    private static Reply unavailable(String reason) {
        LOG.log(Level.WARNING, "Refusing a request: {0}", reason);
        return Reply.error(503, "temporarily_unavailable", "The token cannot be checked at the moment.")
                .with("Retry-After", "5");
    }
}
