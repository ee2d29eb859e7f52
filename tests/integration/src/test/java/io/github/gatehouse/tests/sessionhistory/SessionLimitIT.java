package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Impersonation;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("S3: an application asks when the session of its access token ends")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionLimitIT {

    private static final String LIMIT = SessionCalls.AUTOMATIC_LOGOUT + "/session";
    private static final String ORIGIN = "https://application.example.org";
    private static final int MINUTES = 10;
    private static final int MINUTE = 60;

    private TestRealm realm;
    private TimeTravel time;
    private SessionCalls calls;
    private WebApplication application;

    @BeforeAll
    void anApplicationThatIsNotOfTheAccount(TestRealm realm, TestServer server) {
        this.realm = realm;
        time = server.time();
        calls = new SessionCalls(realm);
        realm.update(r -> r.put("ssoSessionIdleTimeout", 3_600).put("accessTokenLifespan", 3_600));
        application = WebApplication.register(realm, ORIGIN);
    }

    private Response ask(String accessToken) {
        return realm.http().get(LIMIT).bearer(accessToken).send();
    }

    private TestUser aUserWithALimit() {
        TestUser alice = calls.user("alice");
        calls.automaticLogout(alice.signIn(), MINUTES);
        return alice;
    }

    @Test
    @DisplayName("is told limit and time left with a token that says nothing of the account")
    void isTold() {
        Tokens tokens = application.signIn(aUserWithALimit());
        assertThat(tokens.claims().path("aud").toString()).doesNotContain("account");
        assertThat(tokens.claims().has("resource_access")).isFalse();
        time.advance(Duration.ofMinutes(4));
        Response answer = ask(tokens.accessToken()).expect(200);
        assertThat(answer.json().get("minutes").asInt()).isEqualTo(MINUTES);
        assertThat(answer.json().get("secondsLeft").asInt()).isBetween(5 * MINUTE, 6 * MINUTE + 1);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        application.refresh(tokens).expect(200);
        assertThat(ask(tokens.accessToken()).json().get("secondsLeft").asInt()).isGreaterThan(9 * MINUTE);
    }

    @Test
    @DisplayName("does not keep the session by asking, and is refused when it is over")
    void isNoActivity() {
        TestUser alice = aUserWithALimit();
        Tokens tokens = application.signIn(alice);
        time.advance(Duration.ofMinutes(6));
        ask(tokens.accessToken()).expect(200);
        time.advance(Duration.ofMinutes(3).plusSeconds(50));
        assertThat(ask(tokens.accessToken())
                        .expect(200)
                        .json()
                        .get("secondsLeft")
                        .asInt())
                .isBetween(1, 11);
        time.advance(Duration.ofSeconds(15));
        assertRefused(tokens.accessToken());
        application.refresh(tokens).expect(400);
    }

    @Test
    @DisplayName("is told that there is none: for users without one, and after it was lifted")
    void isToldOfNone() {
        TestUser bob = calls.user("bob");
        Tokens tokens = application.signIn(bob);
        assertNone(tokens.accessToken());
        Tokens account = bob.signIn();
        calls.automaticLogout(account, MINUTES);
        assertThat(ask(tokens.accessToken()).json().get("minutes").asInt()).isEqualTo(MINUTES);
        calls.automaticLogout(account, null);
        assertNone(tokens.accessToken());
    }

    @Test
    @DisplayName("is told of none for what it keeps offline, which no inactivity ends")
    void holdsNotForOfflineAccess() {
        TestUser alice = aUserWithALimit();
        Tokens offline = calls.offline(alice);
        realm.admin()
                .delete("/sessions/" + SessionCalls.id(offline))
                .query("isOffline", "false")
                .send();
        assertNone(offline.accessToken());
        time.advance(Duration.ofMinutes(MINUTES + 1));
        assertNone(offline.accessToken());
    }

    @Test
    @DisplayName(
            "S5: the user's limit never holds for whoever works in the user's name, also if it is set or lifted meanwhile")
    void holdsNotForImpersonators() {
        TestUser alice = calls.user("alice");
        String managers = Impersonation.accessToken(realm, alice);
        Tokens hers = alice.signIn();
        calls.automaticLogout(hers, MINUTES);
        assertNone(managers);
        time.advance(Duration.ofMinutes(MINUTES + 1));
        assertNone(managers);
        calls.run("gatehouse-session-sweep");
        assertNone(managers);
        ask(hers.accessToken()).expect(401);
    }

    @Test
    @DisplayName("S5: an impersonation ends with the right to it, also if the user has lifted the own limit meanwhile")
    void stillLooksAfterImpersonators() {
        TestUser alice = calls.user("alice");
        TestUser manager = calls.user("manager");
        manager.grantClientRole("realm-management", "impersonation");
        manager.grantClientRole("realm-management", "view-users");
        realm.http()
                .post("/admin/realms/{realm}/users/" + alice.id() + "/impersonation")
                .bearer(manager.accessToken())
                .send()
                .expect(200);
        Tokens hers = alice.signIn();
        calls.automaticLogout(hers, MINUTES);
        calls.automaticLogout(hers, null);
        manager.disable();
        time.advance(Duration.ofSeconds(40));
        calls.run("gatehouse-session-sweep");
        assertThat(realm.admin()
                        .get("/users/" + alice.id() + "/sessions")
                        .send()
                        .json())
                .hasSize(1);
    }

    @Test
    @DisplayName("is refused with whatever is no access token of a user's living session in this realm")
    void isRefused() {
        TestUser alice = aUserWithALimit();
        Tokens tokens = application.signIn(alice);
        assertRefused(tokens.refreshToken());
        assertRefused(tokens.idToken());
        assertRefused("gth_" + "0".repeat(49));
        try (TestRealm other = realm.another()) {
            assertRefused(other.user("mallory").create().accessToken());
        }
        realm.http().get(LIMIT).send().expect(401);
        realm.http().get(LIMIT).basic(alice.username(), alice.password()).send().expect(401);

        String edited = tokens.accessToken().substring(0, tokens.accessToken().lastIndexOf('.')) + ".AAAA";
        assertRefused(edited);
        alice.disable();
        assertRefused(tokens.accessToken());
        alice.enable();
        ask(tokens.accessToken()).expect(200);
        alice.signOutEverywhere();
        assertRefused(tokens.accessToken());
    }

    @Test
    @DisplayName("is refused with an access token that has expired")
    void isRefusedAfterTheTokensEnd() {
        Tokens tokens = application.signIn(calls.user("bob"));
        ask(tokens.accessToken()).expect(200);
        time.advance(Duration.ofMinutes(58));
        application.refresh(tokens).expect(200);
        time.advance(Duration.ofMinutes(3));
        assertRefused(tokens.accessToken());
    }

    @Test
    @DisplayName("is refused with an API token, and with what was made from one")
    void isRefusedWithApiTokens() {
        realm.realmRole("reader");
        TestUser alice = aUserWithALimit();
        alice.grantRealmRole("reader");
        TestClient api = realm.client("api")
                .confidential()
                .attribute("gatehouse.apiTokens.accept", "true")
                .create();
        String apiToken = realm.http()
                .post("/realms/{realm}/api-tokens")
                .bearer(alice.accessToken())
                .json(Map.of("name", "t", "role", "reader", "validityMonths", 1))
                .send()
                .expect(201)
                .json()
                .get("token")
                .asText();
        assertRefused(apiToken);
        assertRefused(exchange(api, apiToken, "urn:gatehouse:params:oauth:token-type:api-token"));
    }

    @Test
    @DisplayName("is refused in the name of a service account, and with what another application was given in exchange")
    void isRefusedWithoutASessionOfItsOwn() {
        TestClient service = realm.client("service")
                .confidential()
                .serviceAccount()
                .tokenExchange()
                .create();
        assertRefused(realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .basic(service.clientId(), service.secret())
                .form("grant_type", "client_credentials")
                .send()
                .expect(200)
                .json()
                .get("access_token")
                .asText());

        realm.admin()
                .post("/clients")
                .json(Map.of(
                        "clientId",
                        "shop",
                        "publicClient",
                        true,
                        "directAccessGrantsEnabled",
                        true,
                        "protocolMappers",
                        List.of(Map.of(
                                "name",
                                "service",
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                "oidc-audience-mapper",
                                "config",
                                Map.of("included.client.audience", "service", "access.token.claim", "true")))))
                .send()
                .expect(201);
        TestUser alice = aUserWithALimit();
        String own = realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        "shop",
                        "username",
                        alice.username(),
                        "password",
                        alice.password())
                .send()
                .expect(200)
                .json()
                .get("access_token")
                .asText();
        ask(own).expect(200);
        assertRefused(exchange(service, own, "urn:ietf:params:oauth:token-type:access_token"));
    }

    private String exchange(TestClient client, String token, String type) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .basic(client.clientId(), client.secret())
                .form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        type)
                .send()
                .expect(200)
                .json()
                .get("access_token")
                .asText();
    }

    @Test
    @DisplayName("may ask from a page of the origins that its client allows, and from no other")
    void mayAskFromItsOwnOrigin() {
        String token = application.signIn(aUserWithALimit()).accessToken();
        Response preflight = realm.http()
                .method("OPTIONS", LIMIT)
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .send()
                .expect(200);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET");
        assertThat(realm.http()
                        .get(LIMIT)
                        .bearer(token)
                        .header("Origin", ORIGIN)
                        .send()
                        .expect(200)
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo(ORIGIN);
        Response elsewhere = realm.http()
                .get(LIMIT)
                .bearer(token)
                .header("Origin", "https://elsewhere.example.org")
                .send()
                .expect(403);
        assertThat(elsewhere.header("Access-Control-Allow-Origin")).isNull();
        assertThat(elsewhere.text()).doesNotContain("minutes");
    }

    @Test
    @DisplayName("gets the script: cacheable, the same for everybody, and as nothing but a script")
    void getsTheScript() {
        String path = "/realms/{realm}/account-security/automatic-logout.js";
        Response script = realm.http().get(path).send().expect(200);
        assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(script.header("Cache-Control")).contains("public", "max-age=");
        assertThat(script.headers()).doesNotContainKey("set-cookie");
        assertThat(script.text())
                .contains("GatehouseAutomaticLogout")
                .doesNotContain(realm.name(), "innerHTML", "eval(");
        String version = script.header("ETag");
        for (String known : List.of(version, "W/" + version, "\"old\", " + version)) {
            assertThat(realm.http()
                            .get(path)
                            .header("If-None-Match", known)
                            .send()
                            .expect(304)
                            .text())
                    .isEmpty();
        }
        realm.http().get(path).header("If-None-Match", "\"old\"").send().expect(200);
        try (TestRealm other = realm.another()) {
            assertThat(other.http()
                            .get(path)
                            .bearer(calls.user("carol").accessToken())
                            .send()
                            .expect(200)
                            .text())
                    .isEqualTo(script.text());
        }
    }

    private void assertNone(String accessToken) {
        JsonNode limit = ask(accessToken).expect(200).json();
        assertThat(limit.get("minutes").isNull()).isTrue();
        assertThat(limit.get("secondsLeft").isNull()).isTrue();
    }

    private void assertRefused(String token) {
        Response refusal = ask(token).expect(401);
        assertThat(refusal.json().get("error").asText()).isEqualTo("invalid_token");
        assertThat(refusal.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
