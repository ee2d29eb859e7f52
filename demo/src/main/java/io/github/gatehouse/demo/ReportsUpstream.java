package io.github.gatehouse.demo;

import java.io.IOException;
import java.time.Clock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * The service behind {@link Gateway}. It knows nothing of tokens and believes the headers it gets, so it must listen where only the
 * gateway can reach it.
 */
final class ReportsUpstream implements HttpHandler {

    private final Clock clock;

    ReportsUpstream(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        reply(exchange).send(exchange);
    }

    private Reply reply(HttpExchange exchange) {
        if (!ReportsApi.PATH.equals(exchange.getRequestURI().getPath())) {
            return Reply.error(404, "not_found", "There is only " + ReportsApi.PATH + ".");
        }
        String userId = exchange.getRequestHeaders().getFirst("X-Auth-Request-User");
        if (userId == null) {
            return Reply.error(403, "not_from_gateway", "This service answers the gateway only.");
        }
        String name = exchange.getRequestHeaders().getFirst("X-Auth-Request-Preferred-Username");
        return Reply.json(200, DailyReport.today(clock).membersFor(name == null ? userId : name));
    }
}
