package io.github.gatehouse.tests.sessionhistory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("S3: automatic logout")
class AutomaticLogoutIT {

    private static final Duration INACTIVE = Duration.ofMinutes(10).plusSeconds(5);

    private final TestRealm realm;
    private final TimeTravel time;
    private final SessionCalls calls;

    AutomaticLogoutIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.time = server.time();
        this.calls = new SessionCalls(realm);
        realm.update(representation ->
                representation.put("ssoSessionIdleTimeout", 1800).put("accessTokenLifespan", 1800));
    }

    private void assertEndedAutomatically(TestUser user, String id) {
        assertThat(calls.ofUser(user, "active"))
                .noneMatch(one -> one.get("id").asText().equals(id));
        assertThat(calls.ofUser(user, "ended", id).get("endReason").asText()).isEqualTo("automatic-logout");
    }

    @Test
    @DisplayName("the user's own limit can be set within what the realm allows, and lifted")
    void isSetWithinTheRealmsLimit() {
        Tokens alice = calls.user("alice").signIn();
        JsonNode before = realm.http()
                .get(SessionCalls.AUTOMATIC_LOGOUT)
                .bearer(alice.accessToken())
                .send()
                .expect(200)
                .json();
        assertThat(before.get("minutes").isNull()).isTrue();
        assertThat(before.get("minimum").asInt()).isEqualTo(1);
        assertThat(before.get("maximum").asInt()).isEqualTo(30);
        calls.automaticLogout(alice, 30);
        for (String refused : List.of("0", "31", "-5", "\"10\"", "1.5", "true")) {
            JsonNode refusal = realm.http()
                    .put(SessionCalls.AUTOMATIC_LOGOUT)
                    .bearer(alice.accessToken())
                    .rawBody("application/json", ("{\"minutes\": " + refused + "}").getBytes(StandardCharsets.UTF_8))
                    .send()
                    .expect(400)
                    .json();
            assertThat(refusal.get("field").asText()).isEqualTo("minutes");
        }
        realm.http()
                .put(SessionCalls.AUTOMATIC_LOGOUT)
                .bearer(alice.accessToken())
                .json(Map.of())
                .send()
                .expect(400);
        assertThat(realm.http()
                        .get(SessionCalls.AUTOMATIC_LOGOUT)
                        .bearer(alice.accessToken())
                        .send()
                        .json()
                        .get("minutes")
                        .asInt())
                .isEqualTo(30);
        calls.automaticLogout(alice, null);
        time.advance(Duration.ofMinutes(29));
        calls.refresh(alice).expect(200);
    }

    @Test
    @DisplayName("where sign-ins are remembered, the limit can be as long as those last")
    void canBeAsLongAsRememberedSessions() {
        Tokens alice = calls.user("alice").signIn();
        realm.update(representation -> representation.put("ssoSessionIdleTimeoutRememberMe", 7200));
        assertThat(maximum(alice)).isEqualTo(30);
        realm.update(representation -> representation.put("rememberMe", true));
        try {
            assertThat(maximum(alice)).isEqualTo(120);
        } finally {
            realm.update(representation -> representation.put("rememberMe", false));
        }
    }

    private int maximum(Tokens tokens) {
        return realm.http()
                .get(SessionCalls.AUTOMATIC_LOGOUT)
                .bearer(tokens.accessToken())
                .send()
                .expect(200)
                .json()
                .get("maximum")
                .asInt();
    }

    @Test
    @DisplayName("needs manage-account, and view-profile to look")
    void needsTheAccountsRoles() {
        TestUser viewer = calls.user("viewer");
        calls.onlyMay(viewer, "view-profile");
        String token = viewer.accessToken();
        realm.http().get(SessionCalls.AUTOMATIC_LOGOUT).bearer(token).send().expect(200);
        realm.http()
                .put(SessionCalls.AUTOMATIC_LOGOUT)
                .bearer(token)
                .json(Map.of("minutes", 10))
                .send()
                .expect(403);
        TestUser stranger = calls.user("stranger");
        calls.onlyMay(stranger, "view-applications");
        realm.http()
                .get(SessionCalls.AUTOMATIC_LOGOUT)
                .bearer(stranger.accessToken())
                .send()
                .expect(403);
    }

    @Test
    @DisplayName(
            "Abuse case 20: a refresh token is refused after the inactivity, and the session ended with that reason")
    void endsAtRefresh() {
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        calls.automaticLogout(tokens, 10);
        time.advance(Duration.ofMinutes(9));
        calls.refresh(tokens).expect(200);
        time.advance(Duration.ofMinutes(9));
        calls.refresh(tokens).expect(200);
        time.advance(INACTIVE);
        assertThat(calls.refresh(tokens).expect(400).json().get("error").asText())
                .isEqualTo("invalid_grant");
        assertEndedAutomatically(alice, SessionCalls.id(tokens));
    }

    @Test
    @DisplayName("a session that begins later has the limit too")
    void holdsForLaterSessions() {
        TestUser alice = calls.user("alice");
        calls.automaticLogout(alice.signIn(), 10);
        Tokens later = alice.signIn();
        time.advance(INACTIVE);
        calls.refresh(later).expect(400);
        assertEndedAutomatically(alice, SessionCalls.id(later));
    }

    @Test
    @DisplayName("the user info endpoint refuses, and the session ends")
    void endsAtUserInfo() {
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        calls.automaticLogout(tokens, 10);
        calls.userInfo(tokens).expect(200);
        time.advance(INACTIVE);
        calls.userInfo(tokens).expect(401);
        assertEndedAutomatically(alice, SessionCalls.id(tokens));
    }

    @Test
    @DisplayName("introspection says inactive, of both tokens, and signs nothing for whoever asks for a JWT")
    void isInactiveAtIntrospection() {
        TestUser alice = calls.user("alice");
        TestClient application = realm.client("application-" + alice.id())
                .confidential()
                .directGrants()
                .attribute("client.introspection.response.allow.jwt.claim.enabled", "true")
                .create();
        addToOwnAudience(application);
        Tokens tokens = SessionCalls.tokens(realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .basic(application.clientId(), application.secret())
                .form(
                        "grant_type",
                        "password",
                        "scope",
                        "openid",
                        "username",
                        alice.username(),
                        "password",
                        alice.password())
                .send());
        calls.automaticLogout(alice.signIn(), 10);
        for (String token : List.of(tokens.accessToken(), tokens.refreshToken())) {
            JsonNode answer = introspect(application, token);
            assertThat(answer.get("active").asBoolean()).isTrue();
            assertThat(answer.has("jwt")).isTrue();
        }
        time.advance(INACTIVE);
        for (String token : List.of(tokens.accessToken(), tokens.refreshToken())) {
            JsonNode answer = introspect(application, token);
            assertThat(answer.get("active").asBoolean()).isFalse();
            assertThat(answer).hasSize(1);
        }
    }

    /** Keycloak tells a client only about access tokens that are meant for it. */
    private void addToOwnAudience(TestClient client) {
        realm.admin()
                .post("/clients/" + client.id() + "/protocol-mappers/models")
                .json(Map.of(
                        "name",
                        "audience",
                        "protocol",
                        "openid-connect",
                        "protocolMapper",
                        "oidc-audience-mapper",
                        "config",
                        Map.of(
                                "included.client.audience",
                                client.clientId(),
                                "access.token.claim",
                                "true",
                                "introspection.token.claim",
                                "true")))
                .send()
                .expect(201);
    }

    private JsonNode introspect(TestClient client, String token) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token/introspect")
                .basic(client.clientId(), client.secret())
                .header("Accept", "application/jwt")
                .form("token", token, "token_type_hint", isRefreshToken(token) ? "refresh_token" : "access_token")
                .send()
                .expect(200)
                .json();
    }

    private static boolean isRefreshToken(String token) {
        return new Tokens(token, token, token).claims().get("typ").asText().equals("Refresh");
    }

    @Test
    @DisplayName("its access token cannot be exchanged for a new one")
    void isNoSubjectOfAnExchange() {
        TestUser alice = calls.user("alice");
        TestClient application = realm.client("exchange-" + alice.id())
                .confidential()
                .directGrants()
                .tokenExchange()
                .create();
        addToOwnAudience(application);
        Tokens tokens = SessionCalls.tokens(realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .basic(application.clientId(), application.secret())
                .form(
                        "grant_type",
                        "password",
                        "scope",
                        "openid",
                        "username",
                        alice.username(),
                        "password",
                        alice.password())
                .send());
        calls.automaticLogout(alice.signIn(), 10);
        exchange(application, tokens).expect(200);
        time.advance(INACTIVE);
        assertThat(exchange(application, tokens).expect(400).json().has("access_token"))
                .isFalse();
        assertEndedAutomatically(alice, SessionCalls.id(tokens));
    }

    private Response exchange(TestClient client, Tokens tokens) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .basic(client.clientId(), client.secret())
                .form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        tokens.accessToken(),
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token")
                .send();
    }

    @Test
    @DisplayName("what has ended stays ended when the user lifts the limit")
    void staysEndedWhenTheLimitIsLifted() {
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        calls.automaticLogout(tokens, 10);
        time.advance(INACTIVE);
        calls.refresh(tokens).expect(400);
        calls.automaticLogout(alice.signIn(), null);
        calls.refresh(tokens).expect(400);
    }

    @Test
    @DisplayName("own REST refuses")
    void endsAtOwnRest() {
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        calls.automaticLogout(tokens, 10);
        time.advance(INACTIVE);
        realm.http().get(SessionCalls.OWN).bearer(tokens.accessToken()).send().expect(401);
    }

    @Test
    @DisplayName("a browser has to sign in again; without a limit of its own it need not")
    void endsAtTheCookie() {
        TestUser alice = calls.user("alice");
        TestUser bob = calls.user("bob");
        TestClient application = calls.application();
        calls.automaticLogout(alice.signIn(), 10);
        PlainBrowser hers = calls.browser().authorize(application).password(alice);
        PlainBrowser his = calls.browser().authorize(application).password(bob);
        time.advance(Duration.ofMinutes(9));
        hers.authorize(application);
        assertThat(hers.isSignedIn()).as("within the limit").isTrue();
        time.advance(INACTIVE);
        hers.authorize(application);
        assertThat(hers.isSignedIn()).isFalse();
        assertThat(hers.shows("kc-form-login")).isTrue();
        his.authorize(application);
        assertThat(his.isSignedIn()).as("without a limit").isTrue();
    }

    @Test
    @DisplayName("the sweep ends what nobody uses any more, and leaves what is active")
    void isSwept() {
        TestUser alice = calls.user("alice");
        Tokens idle = alice.signIn();
        Tokens busy = alice.signIn();
        calls.automaticLogout(idle, 10);
        time.advance(Duration.ofMinutes(6));
        calls.refresh(busy).expect(200);
        time.advance(Duration.ofMinutes(5));
        calls.run("gatehouse-session-sweep");
        // Asked of Keycloak first: the history itself ends what is over when somebody looks.
        assertThat(realm.admin()
                        .get("/users/" + alice.id() + "/sessions")
                        .send()
                        .expect(200)
                        .json()
                        .findValuesAsText("id"))
                .containsExactly(SessionCalls.id(busy));
        assertEndedAutomatically(alice, SessionCalls.id(idle));
        assertThat(calls.ofUser(alice, "active"))
                .extracting(one -> one.get("id").asText())
                .contains(SessionCalls.id(busy));
        calls.refresh(busy).expect(200);
    }
}
