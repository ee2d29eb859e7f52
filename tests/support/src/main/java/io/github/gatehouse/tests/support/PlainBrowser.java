package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without a window and without scripts: it keeps cookies, follows redirects as far as the application, and sends forms. For what an attacker would do by
 * hand, and for many sign-ins in a short time. Not for two threads at once.
 */
public final class PlainBrowser {

    /** Where the application that signs users in waits; nobody listens there. */
    public static final String APPLICATION = "http://localhost:1/application";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 15;
    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"", Pattern.DOTALL);

    private final TestRealm realm;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final List<String> cookieHeaders = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private URI location;
    private int status;
    private String page = "";

    public PlainBrowser(TestRealm realm) {
        this.realm = realm;
    }

    /** A header that is sent with each request from now on. */
    public PlainBrowser header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /**
     * An application sends the user to sign in.
     *
     * @param parameters names and values besides the usual ones of the authorization request
     */
    public PlainBrowser authorize(TestClient client, String... parameters) {
        StringBuilder query = new StringBuilder("response_type=code&scope=openid&state=s&client_id=")
                .append(encode(client.clientId()))
                .append("&redirect_uri=")
                .append(encode(APPLICATION));
        for (int i = 0; i < parameters.length; i += 2) {
            query.append('&').append(parameters[i]).append('=').append(encode(parameters[i + 1]));
        }
        return open(realm.issuer() + "/protocol/openid-connect/auth?" + query);
    }

    public PlainBrowser open(String address) {
        return follow(request(URI.create(address)).GET());
    }

    /**
     * Follows the first link of the page whose address contains this.
     *
     * @throws AssertionError if there is none
     */
    public PlainBrowser followLink(String part) {
        Matcher link = Pattern.compile("href=\"([^\"]*" + Pattern.quote(part) + "[^\"]*)\"")
                .matcher(page());
        if (!link.find()) {
            throw new AssertionError("No link to " + part + " in: " + text());
        }
        return open(location().resolve(link.group(1).replace("&amp;", "&")).toString());
    }

    /** Sends the page's first form with these fields. */
    public PlainBrowser submit(String... namesAndValues) {
        return post(action(), namesAndValues);
    }

    /** Where the page's first form goes. */
    public String action() {
        Matcher form = FORM.matcher(page);
        if (!form.find()) {
            throw new AssertionError("No form on the page " + location + " (" + status + "): " + text());
        }
        return form.group(1).replace("&amp;", "&");
    }

    public PlainBrowser post(String address, String... namesAndValues) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(encode(namesAndValues[i]))
                    .append('=')
                    .append(encode(namesAndValues[i + 1]));
        }
        return follow(request(location.resolve(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Types name and password into the sign-in form that is open. */
    public PlainBrowser password(TestUser user) {
        return submit("username", user.username(), "password", user.password());
    }

    /** Types the code into the form for one-time codes that is open. */
    public PlainBrowser code(Totp app) {
        return submit("otp", app.code());
    }

    private HttpRequest.Builder request(URI target) {
        location = target;
        HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(TIMEOUT);
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private PlainBrowser follow(HttpRequest.Builder first) {
        HttpRequest.Builder request = first;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            HttpResponse<String> response = send(request);
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            status = response.statusCode();
            page = response.body();
            Optional<String> target = response.headers().firstValue("Location");
            if (status / 100 != 3 || target.isEmpty()) {
                return this;
            }
            location = location.resolve(target.get());
            if (location.toString().startsWith(APPLICATION)) {
                return this;
            }
            request = request(location).GET();
        }
        throw new AssertionError("Too many redirects, the last one to " + location);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a cookie whatever its path: all requests go to one realm. */
    private void keep(String header) {
        cookieHeaders.add(header);
        String pair = header.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String name = pair.substring(0, equals).strip();
        String value = pair.substring(equals + 1).strip();
        if (value.isEmpty() || header.matches("(?i).*;\\s*max-age=0(;.*|$)")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    /** Whether the user is signed in: the application has got its answer, without an error. */
    public boolean isSignedIn() {
        return location.toString().startsWith(APPLICATION) && query("code").isPresent();
    }

    /** A parameter of the application's address. */
    public Optional<String> query(String name) {
        String query = location.getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (String part : query.split("&", -1)) {
            String[] pair = part.split("=", 2);
            if (pair[0].equals(name) && pair.length == 2) {
                return Optional.of(URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** The tokens for the code that the application has got. */
    public Response tokens(TestClient client) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        client.clientId(),
                        "redirect_uri",
                        APPLICATION,
                        "code",
                        query("code").orElseThrow())
                .send();
    }

    /** The status of the last answer. */
    public int status() {
        return status;
    }

    public URI location() {
        return location;
    }

    /** The page as it was sent. */
    public String page() {
        return page;
    }

    /** The page without its markup, for messages. */
    public String text() {
        return page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    public boolean shows(String elementId) {
        return page.contains("id=\"" + elementId + "\"");
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** All that was ever sent in {@code Set-Cookie}. */
    public List<String> cookieHeaders() {
        return List.copyOf(cookieHeaders);
    }

    /** Forgets the session as a restarted browser does, but keeps the cookies whose names begin so. */
    public PlainBrowser restartKeeping(String prefix) {
        cookies.keySet().removeIf(name -> !name.startsWith(prefix));
        return this;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
