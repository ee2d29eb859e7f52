package io.github.gatehouse.demo;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * {@code GET /reports}: today's figures for callers whose token is valid and carries the role {@value #REQUIRED_ROLE}. {@code ?date=2026-11-20}: those of an
 * earlier day, for which the user must also have entered the PIN lately ({@code acr} {@value #PIN}). 401 without a valid token, or without the PIN (RFC 9470),
 * 403 without the role (RFC 6750, section 3), 503 when Keycloak gives no answer: no answer is never taken for a yes.
 */
final class ReportsApi implements HttpHandler {

    static final String PATH = "/reports";
    static final String REQUIRED_ROLE = "reports-reader";

    /** What Keycloak calls a session in which the PIN was entered lately. */
    static final String PIN = "gatehouse-pin";

    private static final System.Logger LOG = System.getLogger(ReportsApi.class.getName());

    private final TokenIntrospection introspection;
    private final Clock clock;

    ReportsApi(TokenIntrospection introspection, Clock clock) {
        this.introspection = introspection;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        reply(exchange).send(exchange);
    }

    private Reply reply(HttpExchange exchange) {
        if (!PATH.equals(exchange.getRequestURI().getPath())) {
            return Reply.error(404, "not_found", "There is only " + PATH + ".");
        }
        if (!"GET".equals(exchange.getRequestMethod())) {
            return Reply.error(405, "method_not_allowed", "Use GET.").with("Allow", "GET");
        }
        LocalDate today = LocalDate.now(clock);
        Optional<LocalDate> date = date(exchange.getRequestURI().getQuery(), today);
        if (date.isEmpty()) {
            return Reply.error(400, "invalid_request", "The date must be today or earlier, such as 2026-11-20.");
        }
        Optional<BearerAccessToken> token = BearerHeader.tokenFrom(exchange.getRequestHeaders());
        if (token.isEmpty()) {
            // RFC 6750, section 3.1: without a token the challenge carries no error code.
            return Reply.error(401, "missing_token", "Send an API token: Authorization: Bearer <token>.")
                    .with("WWW-Authenticate", "Bearer realm=\"reports\"");
        }
        TokenIntrospectionSuccessResponse answer;
        try {
            answer = introspection.introspect(token.get());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Refusing a request: {0}", e.getMessage());
            return Reply.error(503, "temporarily_unavailable", "The token cannot be checked at the moment.")
                    .with("Retry-After", "5");
        }
        if (!answer.isActive()) {
            return Reply.error(401, "invalid_token", "The token is unknown, expired or revoked.")
                    .with(
                            "WWW-Authenticate",
                            "Bearer realm=\"reports\", error=\"invalid_token\","
                                    + " error_description=\"The token is unknown, expired or revoked\"");
        }
        if (!realmRoles(answer).contains(REQUIRED_ROLE)) {
            return Reply.error(403, "insufficient_scope", "The token lacks the role " + REQUIRED_ROLE + ".")
                    .with(
                            "WWW-Authenticate",
                            "Bearer realm=\"reports\", error=\"insufficient_scope\", error_description=\"The role "
                                    + REQUIRED_ROLE + " is needed\"");
        }
        if (date.get().isBefore(today) && !PIN.equals(answer.toJSONObject().get("acr"))) {
            return Reply.error(
                            401,
                            "insufficient_user_authentication",
                            "Figures of earlier days are protected by the PIN.")
                    .with(
                            "WWW-Authenticate",
                            "Bearer realm=\"reports\", error=\"insufficient_user_authentication\","
                                    + " error_description=\"The PIN has to be entered\", acr_values=\"" + PIN + "\"");
        }
        String user = answer.getUsername() == null ? "unknown" : answer.getUsername();
        return Reply.json(200, DailyReport.of(date.get()).membersFor(user));
    }

    /** The day that is asked for: today without a query; empty if the query is no day up to today. */
    private static Optional<LocalDate> date(String query, LocalDate today) {
        if (query == null) {
            return Optional.of(today);
        }
        if (!query.startsWith("date=")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(query.substring("date=".length())))
                    .filter(day -> !day.isAfter(today));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The realm roles of the answer; Keycloak puts them where its JWTs have them. */
    private static Collection<?> realmRoles(TokenIntrospectionSuccessResponse answer) {
        return answer.toJSONObject().get("realm_access") instanceof Map<?, ?> access
                        && access.get("roles") instanceof Collection<?> roles
                ? roles
                : List.of();
    }
}
