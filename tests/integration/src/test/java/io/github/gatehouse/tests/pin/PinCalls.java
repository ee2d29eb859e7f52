package io.github.gatehouse.tests.pin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;

/** A realm that is set up, an application in it that can demand the PIN, and what users do with both. */
final class PinCalls {

    static final String PIN = "739201";
    static final String ACR = "gatehouse-pin";
    static final String PATH = "/realms/{realm}/account-security/pin";

    private static final String APPLICATION = "reports";

    private final TestRealm realm;

    /** Where the application takes the browser back: some page that exists. */
    private final String callback;

    private PinCalls(TestRealm realm) {
        this.realm = realm;
        this.callback = realm.issuer() + "/.well-known/openid-configuration";
    }

    /** Sets the realm up and makes the application. */
    static PinCalls in(TestRealm realm) {
        realm.admin().post("/account-security/setup").send().expect(200);
        PinCalls calls = new PinCalls(realm);
        realm.client(APPLICATION)
                .publicClient()
                .standardFlow()
                .redirectUri(calls.callback)
                .create();
        return calls;
    }

    Response set(String accessToken, String pin) {
        return realm.http()
                .put(PATH)
                .bearer(accessToken)
                .json(Map.of("pin", pin))
                .send();
    }

    Response remove(String accessToken) {
        return realm.http().delete(PATH).bearer(accessToken).send();
    }

    boolean isConfigured(TestUser user) {
        return realm.http()
                .get(PATH)
                .bearer(user.accessToken())
                .send()
                .expect(200)
                .json()
                .get("configured")
                .asBoolean();
    }

    TestUser userWithPin(String name) {
        TestUser user = realm.user(name).create();
        set(user.accessToken(), PIN).expect(204);
        return user;
    }

    /** Opens the application, which sends the browser to Keycloak with these parameters besides the usual ones. */
    void open(Page page, String... namesAndValues) {
        StringBuilder address = new StringBuilder(realm.issuer() + "/protocol/openid-connect/auth?response_type=code"
                + "&client_id=" + APPLICATION + "&redirect_uri=" + encoded(callback));
        boolean hasScope = Arrays.asList(namesAndValues).contains("scope");
        address.append(hasScope ? "" : "&scope=openid");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            address.append('&').append(namesAndValues[i]).append('=').append(encoded(namesAndValues[i + 1]));
        }
        page.navigate(address.toString());
    }

    /** Opens the application so that it demands the PIN. */
    void openProtected(Page page) {
        open(page, "acr_values", ACR);
    }

    /** Enters the PIN and waits for the next page, which may look the same. */
    void enterPin(Page page, String pin) {
        page.locator("#pin").fill(pin);
        page.evaluate("window.isThePageBefore = true");
        page.locator("#kc-login").click();
        page.waitForFunction("!window.isThePageBefore");
    }

    /** What the application gets when the browser is back at it: the parameters of its address. */
    String answer(Page page) {
        page.waitForURL(address -> address.startsWith(callback));
        return URI.create(page.url()).getQuery();
    }

    /** The tokens that the application gets. */
    JsonNode tokens(Page page) {
        String code = Arrays.stream(answer(page).split("&", -1))
                .filter(parameter -> parameter.startsWith("code="))
                .map(parameter -> parameter.substring("code=".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No code: " + page.url()));
        return token("authorization_code", "code", code).expect(200).json();
    }

    JsonNode refresh(JsonNode tokens) {
        return token(
                        "refresh_token",
                        "refresh_token",
                        tokens.get("refresh_token").asText())
                .expect(200)
                .json();
    }

    private Response token(String grant, String name, String value) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form("grant_type", grant, name, value, "client_id", APPLICATION, "redirect_uri", callback)
                .send();
    }

    /** The claims of the access token, which is not verified. */
    static JsonNode claims(JsonNode tokens) {
        String body = tokens.get("access_token").asText().split("\\.", -1)[1];
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String acr(JsonNode tokens) {
        return claims(tokens).get("acr").asText();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
