package io.github.gatehouse.tests.support;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who signs in by the pages of a realm, over plain HTTP: keeps cookies, sends forms, follows redirects. For what an attacker does by the hundred; how the
 * pages look and behave is for {@link Browser}. Belongs to one thread.
 */
public final class LoginDialog {

    /** A public client with the authorization-code grant, made when the first dialog of a realm needs it. */
    public static final String CLIENT = "gatehouse-login-dialog";

    private static final String REDIRECT_URI = "http://localhost/signed-in";
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]*login-actions[^\"]*)\"");
    private static final int MOST_REDIRECTS = 10;

    private final TestRealm realm;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private Response page;
    private String location;

    private LoginDialog(TestRealm realm) {
        this.realm = realm;
    }

    /** A browser without cookies. */
    public static LoginDialog of(TestRealm realm) {
        synchronized (LoginDialog.class) {
            if (realm.admin()
                    .get("/clients")
                    .query("clientId", CLIENT)
                    .send()
                    .expect(200)
                    .json()
                    .isEmpty()) {
                realm.client(CLIENT)
                        .publicClient()
                        .standardFlow()
                        .redirectUri(REDIRECT_URI)
                        .create();
            }
        }
        return new LoginDialog(realm);
    }

    /**
     * Asks for a sign-in, with the cookies from before.
     *
     * @param parameters names and values that the request has besides the usual ones, for example {@code prompt} and {@code login}
     */
    public LoginDialog open(String... parameters) {
        StringBuilder address = new StringBuilder(realm.issuer() + "/protocol/openid-connect/auth?response_type=code"
                + "&scope=openid&state=s&client_id=" + CLIENT + "&redirect_uri=" + encoded(REDIRECT_URI));
        for (int i = 0; i < parameters.length; i += 2) {
            address.append('&').append(encoded(parameters[i])).append('=').append(encoded(parameters[i + 1]));
        }
        return follow("GET", address.toString());
    }

    /** Opens an address of the server, such as one out of a mail. */
    public LoginDialog visit(URI address) {
        return follow("GET", address.toString());
    }

    /** Sends the page's form with these fields. */
    public LoginDialog submit(String... namesAndValues) {
        Matcher form = FORM.matcher(page.text());
        if (!form.find()) {
            throw new AssertionError("No form in " + page);
        }
        return follow("POST", form.group(1).replace("&amp;", "&"), namesAndValues);
    }

    public LoginDialog submitPassword(String username, String password) {
        return submit("username", username, "password", password);
    }

    /** The page that is shown; after the sign-in, the redirect to the client. */
    public Response page() {
        return page;
    }

    /** Whether the client got a code. */
    public boolean isSignedIn() {
        return location != null && location.startsWith(REDIRECT_URI) && location.contains("code=");
    }

    /** The tokens for the code that the client got. */
    public Tokens tokens() {
        String code = Arrays.stream(URI.create(location).getRawQuery().split("&"))
                .filter(parameter -> parameter.startsWith("code="))
                .map(parameter -> parameter.substring("code=".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not signed in: " + location));
        var answer = realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "client_id",
                        CLIENT,
                        "redirect_uri",
                        REDIRECT_URI)
                .send()
                .expect(200)
                .json();
        return new Tokens(
                answer.get("access_token").asText(),
                answer.get("refresh_token").asText(),
                answer.get("id_token").asText());
    }

    /** The value of a cookie; empty if the browser has none of that name. */
    public Optional<String> cookie(String name) {
        return cookies.values().stream()
                .filter(cookie -> cookie.name().equals(name))
                .map(Cookie::value)
                .findFirst();
    }

    private LoginDialog follow(String method, String address, String... form) {
        location = null;
        page = send(method, address, form);
        for (int redirects = 0; page.header("Location") != null; redirects++) {
            location = page.header("Location");
            if (location.startsWith(REDIRECT_URI)) {
                return this;
            }
            if (redirects >= MOST_REDIRECTS) {
                throw new AssertionError("Too many redirects, the last to " + location);
            }
            page = send("GET", location);
        }
        return this;
    }

    private Response send(String method, String address, String... form) {
        URI uri = URI.create(realm.issuer() + "/").resolve(address);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Request request = realm.http().method(method, uri.getRawPath() + query);
        String sent = cookies.values().stream()
                .filter(cookie -> uri.getRawPath().startsWith(cookie.path()))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty()) {
            request.header("Cookie", sent);
        }
        if (method.equals("POST")) {
            request.form(form);
        }
        Response answer = request.send();
        answer.headers().getOrDefault("set-cookie", List.of()).forEach(this::keep);
        return answer;
    }

    private void keep(String setCookie) {
        String[] parts = setCookie.split(";", -1);
        int equals = parts[0].indexOf('=');
        Cookie cookie = new Cookie(
                parts[0].substring(0, equals).strip(),
                parts[0].substring(equals + 1),
                attribute(parts, "path").orElse("/"));
        String key = cookie.path() + " " + cookie.name();
        if (attribute(parts, "max-age").equals(Optional.of("0"))) {
            cookies.remove(key);
        } else {
            cookies.put(key, cookie);
        }
    }

    private static Optional<String> attribute(String[] parts, String name) {
        return Arrays.stream(parts)
                .map(String::strip)
                .filter(part -> part.toLowerCase(Locale.ROOT).startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private record Cookie(String name, String value, String path) {}
}
