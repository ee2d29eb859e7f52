package io.github.gatehouse.demo;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.gatehouse.demo.ReportsPageSessions.Departure;
import net.minidev.json.JSONObject;

/**
 * The reports for people: whoever is signed in sees today's figures at once. For those of an earlier day the API demands the PIN, and the page takes its challenge
 * (RFC 9470) to Keycloak. The page itself decides nothing: it shows what the API gives the user's token.
 */
final class ReportsPage implements HttpHandler {

    static final String CALLBACK = "/signed-in";

    private static final System.Logger LOG = System.getLogger(ReportsPage.class.getName());
    private static final String COOKIE = "gatehouse_demo_reports";
    private static final String SIGN_OUT =
            "<form method=\"post\" action=\"/sign-out\"><button>Sign out</button></form>";
    private static final String NOTHING_BUT_A_SIGN_IN = "";
    private static final String START_SCRIPT = "/automatic-logout.js";

    /** Automatic logout as in docs/features/sessions.md; the tokens are on this server, so the script asks here. */
    private static final String START =
            """
            GatehouseAutomaticLogout.start({
              load: () => fetch("/session").then((answer) => answer.json()),
              refresh: () => fetch("/refresh", { method: "POST" }),
              signOut: () => document.querySelector("form[action='/sign-out']").requestSubmit(),
            });
            """;

    private static final Reply NOT_SIGNED_IN = Reply.error(401, "not_signed_in", "Nobody is signed in here.");
    private static final int DAYS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The host names under which {@code run.sh} and Docker offer the page; no other address may become a place to come back to. */
    private static final Pattern HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?");

    private static final Pattern DEMANDED = Pattern.compile("acr_values=\"([A-Za-z0-9_-]+)\"");

    private final URI api;
    private final ReportsPageSignIn signIn;
    private final Clock clock;
    private final ReportsPageSessions sessions = new ReportsPageSessions();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * The page.
     *
     * @param api address of {@link ReportsApi}
     */
    ReportsPage(URI api, ReportsPageSignIn signIn, Clock clock) {
        this.api = api;
        this.signIn = signIn;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        reply(exchange).send(exchange);
    }

    private Reply reply(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null || !HOST.matcher(host).matches()) {
            return message(400, "Open this page by the name localhost.");
        }
        Map<String, String> query = new HashMap<>();
        URLUtils.parseParameters(exchange.getRequestURI().getRawQuery())
                .forEach((name, values) -> query.put(name, values.get(0)));
        Visit visit = new Visit(URI.create("http://" + host), browser(exchange), query);
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            return switch (call) {
                case "GET /" -> show(visit, query.getOrDefault("date", today()));
                case "GET " + CALLBACK -> arrive(visit);
                case "POST /sign-out" -> signOut(visit);
                case "GET " + START_SCRIPT ->
                    new Reply(200, Map.of(), "text/javascript; charset=utf-8", START)
                            .with("X-Content-Type-Options", "nosniff");
                case "GET /session" -> sessionLimit(visit);
                case "POST /refresh" -> refresh(visit);
                default -> message(404, "There is no such page.");
            };
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A page cannot be shown: {0}", e.getMessage());
            return message(503, "Keycloak or the reports API does not answer. Try again in a moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return message(503, "The demo is being stopped.");
        }
    }

    /**
     * A request.
     *
     * @param page the page's address as the browser has it
     * @param browser the id in the browser's cookie; empty if it has none
     * @param query parameters
     */
    private record Visit(URI page, String browser, Map<String, String> query) {

        URI callback() {
            return page.resolve(CALLBACK);
        }
    }

    /** Shows a day, or sends the browser for what is missing, but not for what it has just come back from. */
    private Reply show(Visit visit, String date) throws IOException, InterruptedException {
        SignedInUser user = sessions.user(visit.browser()).orElse(null);
        if (user == null) {
            return depart(visit, date, NOTHING_BUT_A_SIGN_IN);
        }
        Optional<String> returnedFrom = sessions.returnedFrom(visit.browser());
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(api + ReportsApi.PATH + "?date=" + encoded(date)))
                        .timeout(TIMEOUT)
                        .header("Authorization", user.accessToken().toAuthorizationHeader())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
        Matcher demanded = DEMANDED.matcher(challenge);
        if (answer.statusCode() == 200) {
            return Html.withScripts(
                    report(members(answer.body())),
                    URI.create(user.realm() + "/account-security" + START_SCRIPT),
                    URI.create(START_SCRIPT));
        }
        if (challenge.contains("insufficient_user_authentication") && demanded.find()) {
            String acr = demanded.group(1);
            return returnedFrom.equals(Optional.of(acr))
                    ? message(403, "The PIN was not entered, so figures of earlier days are not shown.")
                    : depart(visit, date, acr);
        }
        if (answer.statusCode() == 401 && returnedFrom.isEmpty()) {
            // An access token lives for minutes; with the session at Keycloak the next one comes without a question.
            return depart(visit, date, NOTHING_BUT_A_SIGN_IN);
        }
        return message(
                answer.statusCode(), String.valueOf(members(answer.body()).get("error_description")));
    }

    private Reply depart(Visit visit, String date, String acr) throws IOException {
        String browser = visit.browser().isEmpty() ? sessions.newId() : visit.browser();
        String state = sessions.newId();
        CodeVerifier verifier = new CodeVerifier();
        URI address = signIn.address(visit.callback(), state, verifier, acr);
        sessions.depart(state, new Departure(browser, verifier, date, acr));
        return redirect(address).with("Set-Cookie", cookie(browser));
    }

    private Reply arrive(Visit visit) throws IOException {
        Departure departure = sessions.arrive(visit.query().getOrDefault("state", ""), visit.browser())
                .orElse(null);
        if (departure == null) {
            return message(400, "This sign-in was not begun in this browser, or is over already.");
        }
        String code = visit.query().get("code");
        if (code == null) {
            return message(403, "You were not signed in.");
        }
        SignedInUser user = signIn.redeem(code, visit.callback(), departure.verifier());
        sessions.signOut(departure.browser());
        // Another id: whoever knew the old one is not signed in.
        String browser = sessions.newId();
        sessions.signIn(browser, user, departure.acr());
        return redirect(visit.page().resolve("/?date=" + encoded(departure.date())))
                .with("Set-Cookie", cookie(browser));
    }

    private Reply signOut(Visit visit) throws IOException {
        SignedInUser user = sessions.signOut(visit.browser()).orElse(null);
        return redirect(
                        user == null
                                ? visit.page().resolve("/")
                                : signIn.signOutAddress(user, visit.page().resolve("/")))
                .with("Set-Cookie", COOKIE + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    /** Asked by the script in the browser: when the session ends by the user's own limit of inactivity. */
    private Reply sessionLimit(Visit visit) throws IOException {
        SignedInUser user = sessions.user(visit.browser()).orElse(null);
        if (user == null) {
            return NOT_SIGNED_IN;
        }
        HTTPResponse answer = signIn.sessionLimit(user);
        return new Reply(answer.getStatusCode(), Map.of(), "application/json", answer.getBody());
    }

    /** Called by the script in the browser when the user is doing something. */
    private Reply refresh(Visit visit) {
        SignedInUser user = sessions.user(visit.browser()).orElse(null);
        if (user == null) {
            return NOT_SIGNED_IN;
        }
        try {
            sessions.renew(visit.browser(), signIn.refresh(user));
            return Reply.json(200, Map.of());
        } catch (IOException e) {
            LOG.log(Level.INFO, "No new tokens: {0}", e.getMessage());
            return Reply.error(502, "not_refreshed", "Keycloak gave no new tokens.");
        }
    }

    private Reply report(JSONObject report) {
        String date = String.valueOf(report.get("date"));
        return Html.page(
                200,
                "Reports",
                "<p>Signed in as " + text(report, "requestedBy") + ".</p>"
                        + days(date)
                        + "<table><caption>" + Html.escape(date) + "</caption>"
                        + "<tr><th scope=\"row\">Orders<td>" + text(report, "orders")
                        + "<tr><th scope=\"row\">Visitors<td>" + text(report, "visitors") + "</table>"
                        + SIGN_OUT);
    }

    private String days(String shown) {
        LocalDate today = LocalDate.now(clock);
        return IntStream.range(0, DAYS)
                .mapToObj(today::minusDays)
                .map(day -> "<li><a href=\"/?date=" + day + "\""
                        + (day.toString().equals(shown) ? " aria-current=\"page\"" : "") + ">"
                        + (day.equals(today) ? "Today" : day) + "</a>")
                .collect(Collectors.joining(
                        "",
                        "<nav aria-label=\"Days\"><ul>",
                        "</ul></nav><p>Earlier days are protected by your PIN.</p>"));
    }

    private Reply message(int status, String text) {
        return Html.page(
                status,
                "Reports",
                "<p role=\"alert\">" + Html.escape(text) + "</p><p><a href=\"/\">Today's figures</a></p>" + SIGN_OUT);
    }

    private static Reply redirect(URI target) {
        return new Reply(303, Map.of("Location", target.toString()), "text/plain", "");
    }

    private static String cookie(String browser) {
        return COOKIE + "=" + browser + "; Path=/; HttpOnly; SameSite=Lax";
    }

    private static String browser(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(header -> List.of(header.split(";")).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .findFirst()
                .orElse("");
    }

    private String today() {
        return LocalDate.now(clock).toString();
    }

    private static String text(JSONObject report, String member) {
        return Html.escape(String.valueOf(report.get(member)));
    }

    private static JSONObject members(String json) throws IOException {
        try {
            return JSONObjectUtils.parse(json);
        } catch (ParseException e) {
            throw new IOException("the reports API gave no usable answer", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
