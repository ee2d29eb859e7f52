package io.github.gatehouse.tests.outage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MissingTable;
import io.github.gatehouse.tests.support.OutageProfile;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Request;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest(profile = OutageProfile.class)
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName(
        "S1, S6, M3, M6, M7, P5: while a table cannot be used that a change writes to, the change is answered with an error and is not made")
class EndOutageIT {

    private static final String SESSIONS = "GATEHOUSE_SESSION";
    private static final String REMEMBERED_BROWSERS = "GATEHOUSE_REMEMBERED_BROWSER";

    private final TestRealm realm;
    private TestUser user;
    private Tokens tokens;

    EndOutageIT(TestRealm realm) {
        this.realm = realm;
        realm.admin().post("/account-security/setup").send().expect(200);
    }

    @BeforeEach
    void somebodyWhoIsSignedIn() {
        user = realm.user("user-" + UUID.randomUUID()).create();
        tokens = user.signIn();
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSIONS, REMEMBERED_BROWSERS})
    @DisplayName("the user signs out: the record of the session, or its login token")
    void signOut(String table) {
        Request signOut = realm.http()
                .post("/realms/{realm}/protocol/openid-connect/logout")
                .form("client_id", TestRealm.SIGN_IN_CLIENT, "refresh_token", tokens.refreshToken());
        assertRefusedWithout(table, signOut);
        assertGoesOn();
        signOut.send().expect(204);
        assertEnded();
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /sessions/{session}, " + SESSIONS + ", 204",
        "DELETE, /sessions/{session}, " + REMEMBERED_BROWSERS + ", 204",
        "POST, /users/{user}/logout, " + SESSIONS + ", 204",
        "POST, /logout-all, " + SESSIONS + ", 200"
    })
    @DisplayName("an administrator ends one session, those of a user, or all")
    void administratorEndsSessions(String method, String path, String table, int answer) {
        Request end = realm.admin()
                .method(method, path.replace("{session}", sessionId()).replace("{user}", user.id()));
        assertRefusedWithout(table, end);
        assertGoesOn();
        end.send().expect(answer);
        assertEnded();
    }

    @Test
    @DisplayName("an application keeps the session offline: the mark of its record")
    void applicationKeepsTheSession() {
        TestClient application = realm.client("application-" + UUID.randomUUID())
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
        String address = realm.issuer() + "/protocol/openid-connect/auth?response_type=code&state=s&client_id="
                + application.clientId() + "&scope=openid%20offline_access&redirect_uri="
                + URLEncoder.encode(PlainBrowser.APPLICATION, StandardCharsets.UTF_8);
        PlainBrowser browser = new PlainBrowser(realm).open(address).password(user);
        try (MissingTable missing = MissingTable.of(realm, SESSIONS)) {
            Response refused = browser.tokens(application);
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.text()).doesNotContain("access_token");
        }
        browser.open(address).tokens(application).expect(200);
        assertThat(realm.admin()
                        .get("/account-security/users/" + user.id() + "/sessions?state=active")
                        .send()
                        .expect(200)
                        .json())
                .anyMatch(session -> session.get("offline").asBoolean());
    }

    @Test
    @DisplayName("Keycloak's job removes a session that has timed out: its record")
    void sessionTimesOut() {
        assertRefusedWithout(SESSIONS, event("USER_SESSION_DELETED"));
        assertGoesOn();
    }

    @Test
    @DisplayName("an administrator disables a user: the devices that the user trusts, and login tokens")
    void administratorDisables() {
        Request disable = realm.admin().put("/users/" + user.id()).json(Map.of("enabled", false));
        assertRefusedWithout(REMEMBERED_BROWSERS, disable);
        assertThat(userNow().get("enabled").asBoolean()).isTrue();
        disable.send().expect(204);
        assertThat(userNow().get("enabled").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("Keycloak disables a user after too many failures: the same")
    void detectionDisables() {
        Request disabled = event("USER_DISABLED_BY_PERMANENT_LOCKOUT");
        assertRefusedWithout(REMEMBERED_BROWSERS, disabled);
        disabled.send().expect(204);
    }

    @Test
    @DisplayName("an administrator lets no device be trusted any more: those that are")
    void administratorEndsTrust() {
        set(1).send().expect(200);
        assertRefusedWithout(REMEMBERED_BROWSERS, set(0));
        assertThat(trustedDeviceMonths()).isEqualTo(1);
        set(0).send().expect(200);
        assertThat(trustedDeviceMonths()).isZero();
    }

    @Test
    @DisplayName("an administrator gives a user a new password: the mail about it")
    void administratorResetsPassword() {
        Request reset = realm.admin()
                .put("/users/" + user.id() + "/reset-password")
                .json(Map.of("type", "password", "value", "Another-password-2026!", "temporary", false));
        assertRefusedWithout("GATEHOUSE_NOTICE", reset);
        user.trySignIn().expect(200);
        reset.send().expect(204);
        user.trySignIn().expect(400);
    }

    @Test
    @DisplayName("a user signs in with a passkey: when it was used")
    void passkeySignIn(Browser browser) {
        realm.allowPasskeys();
        Page page = browser.page();
        browser.signInAndRegisterPasskey(page, realm, user);
        user.signOutEverywhere();
        page.context().clearCookies();

        try (MissingTable missing = MissingTable.of(realm, "GATEHOUSE_CREDENTIAL_USE")) {
            // The browser offers the passkey at the user name, and the virtual authenticator accepts.
            page.navigate(browser.accountConsole(realm));
            assertThat(page.locator("#kc-error-message")).isVisible();
        }
        page.navigate(browser.accountConsole(realm));
        assertThat(page.getByTestId("username")).hasValue(user.username());
    }

    /** With 500, or with 400 where Keycloak (26.7) commits by itself and answers so whatever is wrong. */
    private void assertRefusedWithout(String table, Request change) {
        try (MissingTable missing = MissingTable.of(realm, table)) {
            assertThat(change.send().status()).isIn(400, 500);
        }
    }

    private void assertGoesOn() {
        realm.http()
                .get("/realms/{realm}/protocol/openid-connect/userinfo")
                .bearer(tokens.accessToken())
                .send()
                .expect(200);
        assertThat(record().get("state").asText()).isEqualTo("active");
    }

    private void assertEnded() {
        realm.http()
                .get("/realms/{realm}/protocol/openid-connect/userinfo")
                .bearer(tokens.accessToken())
                .send()
                .expect(401);
        assertThat(record().get("state").asText()).isEqualTo("ended");
    }

    private String sessionId() {
        return tokens.claims().get("sid").asText();
    }

    private JsonNode record() {
        for (JsonNode session : realm.admin()
                .get("/account-security/users/" + user.id() + "/sessions?state=all")
                .send()
                .expect(200)
                .json()) {
            if (session.get("id").asText().equals(sessionId())) {
                return session;
            }
        }
        throw new AssertionError("No record of " + sessionId());
    }

    private JsonNode userNow() {
        return realm.admin().get("/users/" + user.id()).send().expect(200).json();
    }

    private Request event(String type) {
        return realm.http()
                .post("/realms/{realm}/gatehouse-testing/events")
                .form("type", type, "user", user.id(), "session", sessionId());
    }

    private Request set(int months) {
        return realm.admin()
                .put("/account-security/settings")
                .json(Map.of("mfa", Map.of("trustedDeviceMonths", months)));
    }

    private int trustedDeviceMonths() {
        return realm.admin()
                .get("/account-security/settings")
                .send()
                .expect(200)
                .json()
                .at("/mfa/trustedDeviceMonths")
                .asInt();
    }
}
