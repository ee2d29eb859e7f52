package io.github.gatehouse.tests.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** An administrator works in a user's name: Keycloak's impersonation call, then a sign-in by its cookie. */
public final class Impersonation {

    private static final String CLIENT = "impersonation-client";

    private Impersonation() {}

    /** An access token of the user's account that the administrator of {@code master} gets by impersonation. */
    public static String accessToken(TestRealm realm, TestUser user) {
        String client = CLIENT + "-" + UUID.randomUUID();
        realm.client(client)
                .publicClient()
                .standardFlow()
                .redirectUri("http://localhost/callback")
                .create();
        HttpClient browser =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        try {
            String base = realm.issuer().toString().replace("/realms/" + realm.name(), "");
            // A browser takes http://localhost for secure and sends the cookies back; Java's cookie handler does not.
            String cookies = browser
                    .send(
                            HttpRequest.newBuilder(URI.create(base + "/admin/realms/" + realm.name() + "/users/"
                                            + user.id() + "/impersonation"))
                                    .header(
                                            "Authorization",
                                            "Bearer " + realm.admin().accessToken())
                                    .timeout(Duration.ofSeconds(30))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .headers()
                    .allValues("Set-Cookie")
                    .stream()
                    .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                    .collect(Collectors.joining("; "));
            String location = browser.send(
                            HttpRequest.newBuilder(URI.create(realm.issuer()
                                            + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                                            + client
                                            + "&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback&state=s"))
                                    .header("Cookie", cookies)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofString())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            String code = Arrays.stream(URI.create(location).getQuery().split("&"))
                    .filter(parameter -> parameter.startsWith("code="))
                    .map(parameter -> parameter.substring("code=".length()))
                    .findFirst()
                    .orElseThrow();
            return realm.http()
                    .post("/realms/{realm}/protocol/openid-connect/token")
                    .form(
                            "grant_type",
                            "authorization_code",
                            "code",
                            code,
                            "client_id",
                            client,
                            "redirect_uri",
                            "http://localhost/callback")
                    .send()
                    .expect(200)
                    .json()
                    .get("access_token")
                    .asText();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
