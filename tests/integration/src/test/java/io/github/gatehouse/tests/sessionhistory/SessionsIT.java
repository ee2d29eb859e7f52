package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
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
@DisplayName("S1: the sessions of a user")
class SessionsIT {

    private final TestRealm realm;
    private final TestServer server;
    private final TimeTravel time;
    private final SessionCalls calls;

    SessionsIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        this.time = server.time();
        this.calls = new SessionCalls(realm);
    }

    @Test
    @DisplayName("are listed with browser, address and times; the one that asks comes first and is marked")
    void areListed() {
        TestUser alice = calls.user("alice");
        TestClient application = calls.application();
        PlainBrowser browser = calls.browser().authorize(application).password(alice);
        assertThat(browser.isSignedIn()).isTrue();
        Tokens own = alice.signIn();
        List<JsonNode> sessions = calls.own(own.accessToken(), "active");
        assertThat(sessions).hasSize(2);
        JsonNode current = sessions.get(0);
        assertThat(current.get("current").asBoolean()).isTrue();
        assertThat(current.get("id").asText()).isEqualTo(SessionCalls.id(own));
        assertThat(current.get("client").asText()).isEqualTo(TestRealm.SIGN_IN_CLIENT);
        JsonNode other = sessions.get(1);
        assertThat(other.get("current").asBoolean()).isFalse();
        assertThat(other.get("browser").asText()).isEqualTo("Firefox");
        assertThat(other.get("system").asText()).isEqualTo("Linux");
        assertThat(other.get("userAgent").asText()).isEqualTo(SessionCalls.FIREFOX);
        assertThat(other.get("address").asText()).isNotBlank();
        assertThat(other.get("client").asText()).isEqualTo(application.clientId());
        assertThat(other.get("impersonated").asBoolean()).isFalse();
        assertThat(SessionCalls.time(other, "expiresAt")).isAfter(SessionCalls.time(other, "startedAt"));
        assertThat(!other.has("endedAt")).isTrue();
        assertThat(calls.own(own.accessToken(), "ended")).isEmpty();
    }

    @Test
    @DisplayName("a second sign-in by the same browser is the same session")
    void areCountedOnce() {
        TestUser alice = calls.user("alice");
        PlainBrowser browser = calls.browser().authorize(calls.application()).password(alice);
        browser.authorize(calls.application());
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(calls.ofUser(alice, "all")).hasSize(1);
    }

    @Test
    @DisplayName("signing out completes a session, with time and reason")
    void areCompletedBySigningOut() {
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        realm.http()
                .post("/realms/{realm}/protocol/openid-connect/logout")
                .form("client_id", TestRealm.SIGN_IN_CLIENT, "refresh_token", tokens.refreshToken())
                .send()
                .expect(204);
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        JsonNode ended = calls.ofUser(alice, "ended", SessionCalls.id(tokens));
        assertThat(ended.get("endReason").asText()).isEqualTo("signed-out");
        assertThat(SessionCalls.time(ended, "endedAt")).isAfterOrEqualTo(SessionCalls.time(ended, "startedAt"));
        assertThat(ended.get("state").asText()).isEqualTo("ended");
        time.advance(Duration.ofMinutes(1));
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/events")
                .form("type", "USER_SESSION_DELETED", "user", alice.id(), "session", SessionCalls.id(tokens))
                .send()
                .expect(204);
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(tokens)))
                .as("the first end counts")
                .isEqualTo(ended);
    }

    @Test
    @DisplayName(
            "what an administrator ends by Keycloak's own REST has that reason: one session, all of a user, all of the realm")
    void areCompletedByAdministrators() {
        TestUser alice = calls.user("alice");
        Tokens first = alice.signIn();
        Tokens second = alice.signIn();
        realm.admin().delete("/sessions/" + SessionCalls.id(first)).send().expect(204);
        assertThat(calls.ofUser(alice, "active")).hasSize(1);
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(first))
                        .get("endReason")
                        .asText())
                .isEqualTo("ended-by-administrator");
        alice.signOutEverywhere();
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(second))
                        .get("endReason")
                        .asText())
                .isEqualTo("ended-by-administrator");
        Tokens third = alice.signIn();
        realm.admin().post("/logout-all").send().expect(200);
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(third))
                        .get("endReason")
                        .asText())
                .isEqualTo("ended-by-administrator");
    }

    @Test
    @DisplayName("a session that is over is never shown as active, also before Keycloak has swept it away")
    void areNotActiveWhenTimedOut() {
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        time.advance(Duration.ofSeconds(
                realm.admin().get("").send().json().get("ssoSessionIdleTimeout").asInt() + 60));
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        JsonNode ended = calls.ofUser(alice, "ended", SessionCalls.id(tokens));
        assertThat(ended.get("endReason").asText()).isEqualTo("timed-out");
    }

    @Test
    @DisplayName("ended sessions are kept as long as the realm keeps history, and no longer")
    void areForgottenAfterRetention() {
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("history", Map.of("retentionDays", 10)))
                .send()
                .expect(200);
        TestUser alice = calls.user("alice");
        TestUser bob = calls.user("bob");
        Tokens lasting = calls.offline(bob);
        alice.signIn();
        alice.signOutEverywhere();
        time.advance(Duration.ofDays(9));
        calls.run("gatehouse-session-history-retention");
        assertThat(calls.ofUser(alice, "ended")).hasSize(1);
        time.advance(Duration.ofDays(2));
        calls.run("gatehouse-session-history-retention");
        assertThat(calls.ofUser(alice, "ended")).isEmpty();
        assertThat(calls.ofUser(bob, "active", SessionCalls.id(lasting))
                        .get("userAgent")
                        .asText())
                .as("the record of what lasts stays")
                .contains("Java");
    }

    @Test
    @DisplayName("are listed in pages, the last ended first")
    void areListedInPages() {
        TestUser alice = calls.user("alice");
        for (int i = 0; i < 3; i++) {
            alice.signIn();
            alice.signOutEverywhere();
        }
        Tokens own = alice.signIn();
        List<JsonNode> all = calls.own(own.accessToken(), "all");
        assertThat(all).hasSize(4);
        assertThat(all.get(0).get("current").asBoolean()).isTrue();
        JsonNode page = realm.http()
                .get(SessionCalls.OWN)
                .query("state", "all")
                .query("first", "2")
                .query("max", "1")
                .bearer(own.accessToken())
                .send()
                .expect(200)
                .json();
        assertThat(page).hasSize(1);
        assertThat(page.get(0).get("id")).isEqualTo(all.get(2).get("id"));
        assertThat(SessionCalls.time(all.get(1), "endedAt")).isAfterOrEqualTo(SessionCalls.time(all.get(2), "endedAt"));
    }

    @Test
    @DisplayName("bad questions are refused with the field")
    void refuseBadQuestions() {
        Tokens own = calls.user("alice").signIn();
        for (String state : List.of("gone", "ACTIVE", "<b>")) {
            JsonNode refusal = realm.http()
                    .get(SessionCalls.OWN)
                    .query("state", state)
                    .bearer(own.accessToken())
                    .send()
                    .expect(400)
                    .json();
            assertThat(refusal.get("field").asText()).isEqualTo("state");
        }
        realm.http().get(SessionCalls.OWN).send().expect(401);
    }

    @Test
    @DisplayName("one realm forgets nothing for another that keeps its history for a shorter time")
    void areForgottenByEachRealmForItself() {
        TestUser alice = calls.user("alice");
        alice.signIn();
        alice.signOutEverywhere();
        try (TestRealm other = realm.sibling("history-forgetful")) {
            other.admin()
                    .put("/account-security/settings")
                    .json(Map.of("history", Map.of("retentionDays", 1)))
                    .send()
                    .expect(200);
            time.advance(Duration.ofDays(2));
            calls.run("gatehouse-session-history-retention");
            assertThat(calls.ofUser(alice, "ended")).hasSize(1);
        }
    }

    @Test
    @DisplayName("and users' own limits are forgotten with their user and with their realm")
    void areForgottenWithTheirUserAndRealm() {
        TestRealm other = realm.sibling("history-removed");
        try (other) {
            SessionCalls elsewhere = new SessionCalls(other);
            TestUser alice = elsewhere.user("alice");
            TestUser bob = elsewhere.user("bob");
            elsewhere.automaticLogout(alice.signIn(), 10);
            elsewhere.automaticLogout(bob.signIn(), 10);
            assertThat(rows(other)).containsExactly(2L, 2L);
            bob.delete();
            assertThat(rows(other)).containsExactly(1L, 1L);
            other.admin().post("/account-security/sign-out").send().expect(202);
        }
        assertThat(rows(other)).containsExactly(0L, 0L);
        assertThat(SessionCalls.rows(server, "GATEHOUSE_REALM_SIGN_OUT", other.id()))
                .isZero();
    }

    private List<Long> rows(TestRealm of) {
        return List.of(
                SessionCalls.rows(server, "GATEHOUSE_SESSION", of.id()),
                SessionCalls.rows(server, "GATEHOUSE_AUTOMATIC_LOGOUT", of.id()));
    }
}
