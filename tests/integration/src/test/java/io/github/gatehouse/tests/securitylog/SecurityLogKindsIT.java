package io.github.gatehouse.tests.securitylog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Impersonation;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("L1: the security log tells of")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityLogKindsIT {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private TestRealm realm;
    private SecurityLogCalls log;
    private TestClient application;

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm) {
        this.realm = realm;
        this.log = new SecurityLogCalls(realm);
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.update(r -> r.put("otpPolicyCodeReusable", true));
        application = client("application");
        realm.realmRole("reader");
    }

    private TestClient client(String id) {
        return realm.client(id)
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    private List<String> kinds(TestUser user, String category) {
        return SecurityLogCalls.kinds(log.of(user, "category", category));
    }

    private static String byAdmin(JsonNode entry) {
        return entry.at("/actor/username").asText() + "@"
                + entry.at("/actor/realm").asText();
    }

    @Test
    @DisplayName("a sign-in once, however many applications are opened with it, and of signing out")
    void signInAndOut() {
        TestUser user = realm.user("sso").create();
        PlainBrowser browser = new PlainBrowser(realm).authorize(application).password(user);
        if (!browser.isSignedIn()) {
            // The realm may ask by now whether it is to remember the browser.
            browser.submit("gatehouse-answer", "");
        }
        browser.authorize(client("another"));
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(kinds(user, "sign-in")).containsExactly("sign-in");

        Tokens tokens = user.signIn();
        realm.http()
                .post("/realms/{realm}/protocol/openid-connect/logout")
                .form("client_id", TestRealm.SIGN_IN_CLIENT, "refresh_token", tokens.refreshToken())
                .send()
                .expect(204);
        assertThat(kinds(user, "session")).containsExactly("signed-out");
    }

    @Test
    @DisplayName("sessions that an administrator ends, one and all")
    void endedSessions() {
        TestUser user = realm.user("ended").create();
        user.signIn();
        String session = realm.admin()
                .get("/users/" + user.id() + "/sessions")
                .send()
                .expect(200)
                .json()
                .get(0)
                .get("id")
                .asText();
        realm.admin().delete("/sessions/" + session).send().expect(204);
        user.signIn();
        user.signOutEverywhere();
        assertThat(kinds(user, "session")).containsExactly("all-sessions-ended", "session-ended");
        assertThat(byAdmin(log.only(user, "session-ended"))).isEqualTo("admin@master");

        user.signIn();
        realm.admin()
                .delete("/account-security/users/" + user.id() + "/sessions")
                .send()
                .expect(204);
        assertThat(kinds(user, "session"))
                .as("once, although the session and the administrator tell of it")
                .containsExactly("all-sessions-ended", "all-sessions-ended", "session-ended");
        log.event("type", "LOGOUT", "user", user.id(), "detail", "gatehouse_end_reason=suspicious")
                .send()
                .expect(204);
        assertThat(log.of(user, "category", "session")
                        .get(0)
                        .at("/details/reason")
                        .asText())
                .isEqualTo("suspicious");
    }

    @Test
    @DisplayName("a block, and of an administrator who lifts it")
    void lockout() {
        TestUser user = realm.user("blocked").create();
        for (int i = 0; i < 6; i++) {
            user.trySignIn("wrong");
        }
        assertThat(kinds(user, "failed-attempt")).hasSize(6);
        JsonNode blocked = log.only(user, "blocked");
        assertThat(blocked.get("outcome").asText()).isEqualTo("alarm");
        assertThat(blocked.at("/details/failures").asText()).isEqualTo("5");
        assertThat(blocked.at("/details/until").asText()).endsWith("Z");
        assertThat(log.of(user, "kind", "sign-in-failed")
                        .get(0)
                        .at("/details/reason")
                        .asText())
                .isEqualTo("user_temporarily_disabled");
        realm.admin()
                .delete("/attack-detection/brute-force/users/" + user.id())
                .send()
                .expect(204);
        assertThat(byAdmin(log.only(user, "unblocked"))).isEqualTo("admin@master");
    }

    @Test
    @DisplayName("second factors and the PIN: set, removed by the user, removed by an administrator")
    void secondFactors() {
        Totp app = new Totp("secret-of-the-second-factor");
        TestUser user = realm.user("factors").authenticatorApp(app).create();
        log.event("type", "UPDATE_CREDENTIAL", "user", user.id(), "detail", "credential_type=webauthn")
                .send()
                .expect(204);
        String token = user.accessToken(app);
        realm.http()
                .put("/realms/{realm}/account-security/pin")
                .bearer(token)
                .json(Map.of("pin", "739201"))
                .send()
                .expect(204);
        realm.http()
                .delete("/realms/{realm}/account-security/pin")
                .bearer(token)
                .send()
                .expect(204);
        String otp = user.credentials().stream()
                .filter(credential -> credential.get("type").asText().equals("otp"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        realm.admin()
                .delete("/users/" + user.id() + "/credentials/" + otp)
                .send()
                .expect(204);
        assertThat(kinds(user, "second-factor"))
                .containsExactly("second-factor-removed", "pin-removed", "pin-set", "second-factor-added");
        JsonNode removed = log.only(user, "second-factor-removed");
        assertThat(removed.at("/details/type").asText()).isEqualTo("otp");
        assertThat(byAdmin(removed)).isEqualTo("admin@master");
    }

    @Test
    @DisplayName("trusted devices, told apart from saved sign-ins")
    void devices() {
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("mfa", Map.of("trustedDeviceMonths", 1), "loginTokens", Map.of("days", 30)))
                .send()
                .expect(200);
        Totp app = new Totp("secret-of-the-devices-owner");
        TestUser user = realm.user("devices").authenticatorApp(app).create();
        new PlainBrowser(realm)
                .header("User-Agent", FIREFOX)
                .authorize(application)
                .password(user)
                .code(app)
                .submit("trustDevice", "on", "keepSignedIn", "on", "gatehouse-answer", "");
        assertThat(kinds(user, "device")).containsExactlyInAnyOrder("sign-in-saved", "device-trusted");
        for (String kind : List.of("trusted-device", "login-token")) {
            realm.http()
                    .delete("/realms/{realm}/account-security/devices")
                    .query("kind", kind)
                    .bearer(user.accessToken(app))
                    .send()
                    .expect(204);
        }
        assertThat(kinds(user, "device")).startsWith("saved-sign-in-ended", "device-trust-ended");
        for (String kind : List.of("login-token", "trusted-device")) {
            realm.admin()
                    .delete("/account-security/users/" + user.id() + "/devices")
                    .query("kind", kind)
                    .send()
                    .expect(204);
        }
        List<JsonNode> byAdministrator = log.of(user, "category", "device", "max", "2");
        assertThat(SecurityLogCalls.kinds(byAdministrator))
                .containsExactly("device-trust-ended", "saved-sign-in-ended");
        assertThat(byAdministrator)
                .allSatisfy(entry -> assertThat(byAdmin(entry)).isEqualTo("admin@master"));
        log.event("type", "REMOVE_CREDENTIAL", "user", user.id(), "detail", "gatehouse_action=replayed")
                .send()
                .expect(204);
        assertThat(log.only(user, "remembered-browser-stolen").get("outcome").asText())
                .isEqualTo("alarm");
    }

    @Test
    @DisplayName("API tokens, by name and never with the token")
    void apiTokens() {
        TestUser user = realm.user("tokens").realmRoles("reader").create();
        String path = "/realms/{realm}/api-tokens";
        JsonNode created = realm.http()
                .post(path)
                .bearer(user.accessToken())
                .json(Map.of("name", "ci-runner", "role", "reader", "validityMonths", 1))
                .send()
                .expect(201)
                .json();
        realm.http()
                .post(path + "/" + created.get("id").asText() + "/renew")
                .bearer(user.accessToken())
                .json(Map.of("validityMonths", 1))
                .send()
                .expect(200);
        realm.admin().delete("/api-tokens/" + created.get("id").asText()).send().expect(204);
        List<JsonNode> entries = log.of(user, "category", "api-token");
        assertThat(SecurityLogCalls.kinds(entries))
                .containsExactly("api-token-revoked", "api-token-renewed", "api-token-created");
        assertThat(entries)
                .allSatisfy(
                        entry -> assertThat(entry.at("/details/name").asText()).isEqualTo("ci-runner"));
        assertThat(entries.toString()).doesNotContain(created.get("token").asText());
    }

    @Test
    @DisplayName("roles and groups, and of a new administrator")
    void rolesAndGroups() {
        TestUser user = realm.user("roles").create();
        user.grantRealmRole("reader");
        user.revokeRealmRole("reader");
        user.grantClientRole("realm-management", "view-users");
        user.revokeClientRole("realm-management", "view-users");
        String group = realm.admin()
                .post("/groups")
                .json(Map.of("name", "group-" + UUID.randomUUID()))
                .send()
                .createdId();
        realm.admin().put("/users/" + user.id() + "/groups/" + group).send().expect(204);
        assertThat(kinds(user, "administration"))
                .containsExactly(
                        "group-joined", "administrator-removed", "administrator-added", "roles-removed", "roles-added");
        assertThat(log.only(user, "administrator-added").at("/details/roles").asText())
                .isEqualTo("view-users");
    }

    @Test
    @DisplayName("an administrator who works in a user's name, in each entry")
    void impersonation() {
        TestUser user = realm.user("impersonated").create();
        String token = Impersonation.accessToken(realm, user);
        JsonNode started = log.only(user, "impersonation-started");
        assertThat(byAdmin(started)).isEqualTo("admin@master");
        assertThat(started.get("impersonated").asBoolean()).isTrue();
        assertThat(log.own(token)).isNotEmpty();
        String own = new Tokens(token, token, token).claims().get("sid").asText();
        realm.http()
                .delete("/realms/{realm}/account-security/sessions/" + own)
                .bearer(token)
                .send()
                .expect(204);
        JsonNode ended = log.only(user, "signed-out");
        assertThat(byAdmin(ended)).isEqualTo("admin@master");
        assertThat(ended.get("impersonated").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("accounts that are made, changed and deleted, settings and configuration")
    void accountsAndSettings() {
        TestUser user = realm.user("made").create();
        user.disable();
        assertThat(kinds(user, "account")).containsExactly("account-changed", "account-created");
        assertThat(log.only(user, "account-changed").at("/details/enabled").asText())
                .isEqualTo("false");
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("adminEmails", "secret-address@example.org"))
                .send()
                .expect(200);
        JsonNode changed = log.ofRealm("kind", "settings-changed").get(0);
        assertThat(changed.at("/details/settings").asText()).isEqualTo("adminEmails");
        assertThat(changed.toString()).doesNotContain("secret-address");
        assertThat(changed.has("user")).isFalse();
        assertThat(log.ofRealm("kind", "realm-set-up")).hasSize(1);
        JsonNode configured = log.ofRealm("kind", "configuration-changed").get(0);
        assertThat(byAdmin(configured)).isEqualTo("admin@master");
        assertThat(configured.at("/details/operation").asText()).isNotBlank();
        user.delete();
        assertThat(byAdmin(log.ofRealm("kind", "account-deleted").get(0))).isEqualTo("admin@master");
    }

    @Test
    @DisplayName("Abuse case 29: browsers with names of 10 kB or with mark-up, without failing and without their marks")
    void hostileBrowsers() {
        TestUser user = realm.user("hostile").create();
        for (String agent : List.of("A".repeat(10_000), "<script>alert(1)</script> Firefox/1 \t[31m", "")) {
            realm.http()
                    .post("/realms/{realm}/protocol/openid-connect/token")
                    .header("User-Agent", agent)
                    .form(
                            "grant_type",
                            "password",
                            "client_id",
                            TestRealm.SIGN_IN_CLIENT,
                            "username",
                            user.username(),
                            "password",
                            user.password())
                    .send()
                    .expect(200);
        }
        List<JsonNode> entries = log.of(user, "kind", "sign-in");
        assertThat(entries).hasSize(3);
        assertThat(entries.toString()).doesNotContain("script").hasSizeLessThan(2_500);
        String long10k = "x\u202e\u0000\ud83d\ude00" + "y".repeat(10_000);
        log.event(
                        "type",
                        "LOGIN",
                        "user",
                        user.id(),
                        "error",
                        "user_disabled",
                        "detail",
                        "identity_provider=" + long10k)
                .send()
                .expect(204);
        assertThat(log.only(user, "sign-in-failed").at("/details/provider").asText())
                .startsWith("x\ufffdyyy")
                .hasSize(150);
    }
}
