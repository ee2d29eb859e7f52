package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
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
@DisplayName("S6: all sessions of a realm end")
class RealmSignOutIT {

    private static final String SIGN_OUT = "/account-security/sign-out";

    private final TestRealm realm;
    private final TimeTravel time;
    private final SessionCalls calls;

    RealmSignOutIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.time = server.time();
        this.calls = new SessionCalls(realm);
    }

    private JsonNode state() {
        return realm.admin().get(SIGN_OUT).send().expect(200).json();
    }

    @Test
    @DisplayName("at once none can be used; then all are gone, of all users, online and offline; later ones live")
    void endsAllAtOnce() {
        TestUser alice = calls.user("alice");
        TestUser bob = calls.user("bob");
        TestClient application = calls.application();
        PlainBrowser browser = calls.browser().authorize(application).password(alice);
        Tokens hers = alice.signIn();
        Tokens his = calls.offline(bob);
        TestUser carol = calls.user("carol");
        calls.offline(carol);
        assertThat(offlineSessions(carol)).isEqualTo(1);
        time.advance(Duration.ofSeconds(2));

        assertThat(realm.admin()
                        .post(SIGN_OUT)
                        .send()
                        .expect(202)
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("running");
        Tokens later = bob.signIn();
        calls.refresh(hers).expect(400);
        calls.refresh(his).expect(400);
        calls.userInfo(hers).expect(401);
        browser.authorize(application);
        assertThat(browser.isSignedIn()).isFalse();

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            calls.run("gatehouse-realm-sign-out");
            return state().get("state").asText().equals("done");
        });
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        assertThat(calls.ofUser(alice, "ended"))
                .hasSize(2)
                .allMatch(one -> one.get("endReason").asText().equals("ended-by-administrator"));
        assertThat(calls.ofUser(bob, "active"))
                .extracting(one -> one.get("id").asText())
                .containsExactly(SessionCalls.id(later));
        assertThat(offlineSessions(carol)).as("nobody has used it since").isZero();
        calls.refresh(later).expect(200);
    }

    /** How many sessions Keycloak keeps for the user's application. */
    private int offlineSessions(TestUser user) {
        String application = realm.admin()
                .get("/clients")
                .query("clientId", TestRealm.SIGN_IN_CLIENT)
                .send()
                .expect(200)
                .json()
                .get(0)
                .get("id")
                .asText();
        return realm.admin()
                .get("/users/" + user.id() + "/offline-sessions/" + application)
                .send()
                .expect(200)
                .json()
                .size();
    }

    @Test
    @DisplayName("a second call ends what has begun since")
    void canBeCalledTwice() {
        int before = logged();
        TestUser alice = calls.user("alice");
        realm.admin().post(SIGN_OUT).send().expect(202);
        Tokens between = alice.signIn();
        time.advance(Duration.ofSeconds(2));
        realm.admin().post(SIGN_OUT).send().expect(202);
        calls.refresh(between).expect(400);
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        assertThat(logged() - before)
                .as("L1: the security log tells of each call")
                .isEqualTo(2);
    }

    private int logged() {
        return realm.admin()
                .get("/account-security/log")
                .query("kind", "all-sessions-ended")
                .send()
                .expect(200)
                .json()
                .size();
    }

    @Test
    @DisplayName("that is gone is forgotten, and those of other realms go on")
    void realmIsGone(TestServer server) {
        String gone = UUID.randomUUID().toString();
        TestUser alice = calls.user("alice");
        Tokens tokens = alice.signIn();
        time.advance(Duration.ofSeconds(2));
        try (TestRealm other = realm.another()) {
            other.admin().post(SIGN_OUT).send().expect(202);
            // What is left when the realm goes just when the job has read its row.
            realm.sql("update GATEHOUSE_REALM_SIGN_OUT set REALM_ID = '" + gone + "' where REALM_ID = '" + other.id()
                    + "'");
        }
        assertThat(SessionCalls.rows(server, "GATEHOUSE_REALM_SIGN_OUT", gone)).isEqualTo(1);
        realm.admin().post(SIGN_OUT).send().expect(202);
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            calls.run("gatehouse-realm-sign-out");
            assertThat(state().get("state").asText()).isEqualTo("done");
            assertThat(SessionCalls.rows(server, "GATEHOUSE_REALM_SIGN_OUT", gone))
                    .isZero();
        });
        assertThat(calls.ofUser(alice, "ended", SessionCalls.id(tokens))).isNotNull();
    }

    @Test
    @DisplayName("needs manage-realm, and view-realm to look")
    void needsPermission() {
        TestUser viewer = calls.user("viewer");
        viewer.grantClientRole("realm-management", "view-realm");
        String token = viewer.accessToken();
        realm.http()
                .get("/admin/realms/{realm}" + SIGN_OUT)
                .bearer(token)
                .send()
                .expect(200);
        realm.http()
                .post("/admin/realms/{realm}" + SIGN_OUT)
                .bearer(token)
                .send()
                .expect(403);
        String nobody = calls.user("nobody").accessToken();
        realm.http()
                .get("/admin/realms/{realm}" + SIGN_OUT)
                .bearer(nobody)
                .send()
                .expect(403);
    }
}
