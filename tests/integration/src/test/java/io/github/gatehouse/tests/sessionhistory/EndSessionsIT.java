package io.github.gatehouse.tests.sessionhistory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("S2: ending sessions")
class EndSessionsIT {

    private final TestRealm realm;
    private final TimeTravel time;
    private final SessionCalls calls;

    EndSessionsIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.time = server.time();
        this.calls = new SessionCalls(realm);
    }

    private void end(Tokens by, String path, int status) {
        calls.end(by, path).expect(status);
    }

    @Test
    @DisplayName("one: its refresh token and access token are dead at once, the others live")
    void endsOne() {
        TestUser alice = calls.user("alice");
        Tokens own = alice.signIn();
        Tokens lost = alice.signIn();
        Tokens other = alice.signIn();
        end(own, "/" + SessionCalls.id(lost), 204);
        calls.refresh(lost).expect(400);
        calls.userInfo(lost).expect(401);
        calls.refresh(other).expect(200);
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(lost))
                        .get("endReason")
                        .asText())
                .isEqualTo("ended-by-user");
        end(own, "/" + SessionCalls.id(lost), 404);
    }

    @Test
    @DisplayName("all but the current one, offline sessions included")
    void endsAllOthers() {
        TestUser alice = calls.user("alice");
        Tokens own = alice.signIn();
        Tokens other = alice.signIn();
        Tokens offline = calls.offline(alice);
        end(own, "", 204);
        calls.refresh(other).expect(400);
        calls.refresh(offline).expect(400);
        calls.refresh(own).expect(200);
        assertThat(calls.ofUser(alice, "active")).hasSize(1);
        assertThat(calls.ofUser(alice, "ended")).hasSize(2);
    }

    @Test
    @DisplayName("all, the current one included")
    void endsAll() {
        TestUser alice = calls.user("alice");
        Tokens own = alice.signIn();
        Tokens offline = calls.offline(alice);
        end(own, "?current=true", 204);
        calls.refresh(own).expect(400);
        calls.refresh(offline).expect(400);
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(own))
                        .get("endReason")
                        .asText())
                .isEqualTo("signed-out");
    }

    @Test
    @DisplayName("a browser whose session was ended elsewhere has to sign in again")
    void endsBrowserSession() {
        TestUser alice = calls.user("alice");
        TestClient application = calls.application();
        PlainBrowser browser = calls.browser().authorize(application).password(alice);
        assertThat(browser.isSignedIn()).isTrue();
        end(alice.signIn(), "", 204);
        browser.authorize(application);
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.shows("kc-form-login")).isTrue();
    }

    @Test
    @DisplayName("what an application keeps offline stays active when the user signs out, and can be ended")
    void endsOfflineSessions() {
        TestUser alice = calls.user("alice");
        Tokens offline = calls.offline(alice);
        String id = SessionCalls.id(offline);
        JsonNode active = calls.ofUser(alice, "active", id);
        assertThat(active.get("offline").asBoolean()).isTrue();
        end(alice.signIn(), "/" + id, 204);
        calls.refresh(offline).expect(400);
        assertThat(calls.ofUser(alice, "ended", id).get("endReason").asText()).isEqualTo("ended-by-user");
    }

    @Test
    @DisplayName(
            "L1: the security log tells which was ended, by whom and why, and calls nothing a sign-out that was none")
    void isLogged() {
        TestUser alice = calls.user("alice");
        Tokens own = alice.signIn();
        Tokens other = alice.signIn();
        Tokens third = alice.signIn();
        end(own, "/" + SessionCalls.id(other), 204);
        JsonNode entry = log(alice).get(0);
        assertThat(entry.get("kind").asText()).isEqualTo("session-ended");
        assertThat(entry.get("details").get("reason").asText()).isEqualTo("ended-by-user");
        realm.admin()
                .delete("/account-security/users/" + alice.id() + "/sessions/" + SessionCalls.id(third))
                .send()
                .expect(204);
        assertThat(log(alice)).hasSize(2);
        assertThat(log(alice).get(0).get("actor").get("username").asText()).isEqualTo("admin");
        realm.admin()
                .delete("/account-security/users/" + alice.id() + "/sessions")
                .send()
                .expect(204);
        assertThat(log(alice).get(0).get("kind").asText()).isEqualTo("all-sessions-ended");
        assertThat(log(alice)).hasSize(3);
    }

    @Test
    @DisplayName(
            "L1: whoever notices the end of a session when another node has just recorded it does not tell of it again")
    void isLoggedOnce() {
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        calls.automaticLogout(tokens, 5);
        time.advance(Duration.ofMinutes(6));
        // The session is not gone yet, and its end is recorded.
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/events")
                .form("type", "USER_SESSION_DELETED", "user", alice.id(), "session", SessionCalls.id(tokens))
                .send()
                .expect(204);
        calls.refresh(tokens).expect(400);
        assertThat(log(alice)).extracting(entry -> entry.get("kind").asText()).containsExactly("session-expired");
    }

    private JsonNode log(TestUser user) {
        return realm.admin()
                .get("/account-security/users/" + user.id() + "/log")
                .query("category", "session")
                .send()
                .expect(200)
                .json();
    }

    @Test
    @DisplayName("Abuse case 23: somebody else's session is not there, and stays")
    void endsNobodyElses() {
        Tokens alices = calls.user("alice").signIn();
        Tokens eve = calls.user("eve").signIn();
        assertThat(realm.http()
                        .delete(SessionCalls.OWN + "/" + SessionCalls.id(alices))
                        .bearer(eve.accessToken())
                        .send()
                        .expect(404)
                        .text())
                .isEqualTo(realm.http()
                        .delete(SessionCalls.OWN + "/" + UUID.randomUUID())
                        .bearer(eve.accessToken())
                        .send()
                        .expect(404)
                        .text());
        calls.refresh(alices).expect(200);
    }

    @Test
    @DisplayName("X8: an administrator ends one or all of a user's, and needs manage-users for it")
    void endsForAdministrators() {
        TestUser alice = calls.user("alice");
        Tokens one = alice.signIn();
        Tokens other = alice.signIn();
        String path = "/account-security/users/" + alice.id() + "/sessions";
        realm.admin().delete(path + "/" + SessionCalls.id(one)).send().expect(204);
        realm.admin().delete(path + "/" + SessionCalls.id(one)).send().expect(404);
        calls.refresh(one).expect(400);
        calls.refresh(other).expect(200);
        realm.admin().delete(path).send().expect(204);
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        assertThat(calls.ofUser(alice, "ended"))
                .extracting(session -> session.get("endReason").asText())
                .containsOnly("ended-by-administrator");
        TestUser viewer = calls.user("viewer");
        viewer.grantClientRole("realm-management", "view-users");
        String token = viewer.accessToken();
        realm.http().get("/admin/realms/{realm}" + path).bearer(token).send().expect(200);
        realm.http().delete("/admin/realms/{realm}" + path).bearer(token).send().expect(403);
        Tokens still = alice.signIn();
        realm.http()
                .delete("/admin/realms/{realm}" + path + "/" + SessionCalls.id(still))
                .bearer(token)
                .send()
                .expect(403);
        calls.refresh(still).expect(200);
        String nobody = "/admin/realms/{realm}/account-security/users/" + UUID.randomUUID() + "/sessions";
        realm.http().get(nobody).bearer(token).send().expect(404);
        realm.http().get(nobody).bearer(alice.accessToken()).send().expect(403);
        realm.http()
                .get("/admin/realms/{realm}" + path)
                .bearer(alice.accessToken())
                .send()
                .expect(403);
    }

    @Test
    @DisplayName("needs manage-account, and view-profile to look")
    void needsTheAccountsRoles() {
        TestUser viewer = calls.user("viewer");
        Tokens other = viewer.signIn();
        calls.onlyMay(viewer, "view-profile");
        Tokens own = viewer.signIn();
        assertThat(calls.own(own.accessToken(), "active")).hasSize(2);
        end(own, "/" + SessionCalls.id(other), 403);
        end(own, "", 403);
        calls.refresh(other).expect(200);
        TestUser stranger = calls.user("stranger");
        calls.onlyMay(stranger, "view-applications");
        realm.http().get(SessionCalls.OWN).bearer(stranger.accessToken()).send().expect(403);
    }

    @Test
    @DisplayName("tells the applications that have an address for it (back-channel logout)")
    void tellsApplications() throws IOException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        application.start();
        try {
            TestUser alice = calls.user("alice");
            TestClient client = realm.client("told-" + alice.id())
                    .publicClient()
                    .standardFlow()
                    .redirectUri(PlainBrowser.APPLICATION)
                    .attribute(
                            "backchannel.logout.url",
                            "http://127.0.0.1:" + application.getAddress().getPort() + "/")
                    .attribute("backchannel.logout.session.required", "true")
                    .create();
            PlainBrowser browser = calls.browser().authorize(client).password(alice);
            String id = SessionCalls.id(SessionCalls.tokens(browser.tokens(client)));
            end(alice.signIn(), "/" + id, 204);
            Awaitility.await("the logout token")
                    .until(told::poll, body -> body != null && body.startsWith("logout_token="));
        } finally {
            application.stop(0);
        }
    }
}
