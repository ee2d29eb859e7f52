package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Impersonation;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("S5: somebody works in a user's name")
class ImpersonatedSessionIT {

    private final TestRealm realm;
    private final TestServer server;
    private final TimeTravel time;
    private final SessionCalls calls;

    ImpersonatedSessionIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        this.time = server.time();
        this.calls = new SessionCalls(realm);
    }

    private JsonNode impersonated(TestUser user, String state) {
        return calls.ofUser(user, state).stream()
                .filter(session -> session.get("impersonated").asBoolean())
                .findFirst()
                .orElseThrow();
    }

    /** A manager of the realm, who impersonates with an access token of the realm. */
    private Tokens manager(TestUser manager) {
        manager.grantClientRole("realm-management", "impersonation");
        manager.grantClientRole("realm-management", "view-users");
        return manager.signIn();
    }

    private void impersonate(Tokens by, TestUser user) {
        realm.http()
                .post("/admin/realms/{realm}/users/" + user.id() + "/impersonation")
                .bearer(by.accessToken())
                .send()
                .expect(200);
    }

    @Test
    @DisplayName("the session is marked; the user does not learn who, an administrator does")
    void isMarked() {
        TestUser alice = calls.user("alice");
        TestUser manager = calls.user("manager");
        impersonate(manager(manager), alice);
        JsonNode seen = impersonated(alice, "active");
        assertThat(seen.get("impersonator").asText()).isEqualTo(manager.username());
        assertThat(seen.get("rememberMe").asBoolean()).isFalse();
        Tokens own = alice.signIn();
        JsonNode told = calls.own(own.accessToken(), "active").stream()
                .filter(session -> session.get("impersonated").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(told.has("impersonator")).isFalse();
        assertThat(calls.own(own.accessToken(), "active")
                        .get(0)
                        .get("impersonated")
                        .asBoolean())
                .isFalse();
    }

    @Test
    @DisplayName("Abuse case 22: it ends when the manager loses the right")
    void endsWithTheRight() {
        TestUser alice = calls.user("alice");
        TestUser manager = calls.user("manager");
        impersonate(manager(manager), alice);
        String id = impersonated(alice, "active").get("id").asText();
        manager.revokeClientRole("realm-management", "impersonation");
        assertThat(calls.ofUser(alice, "active")).isEmpty();
        assertThat(calls.ofUser(alice, "ended", id).get("endReason").asText()).isEqualTo("impersonation-ended");
    }

    @Test
    @DisplayName("Abuse case 22: it ends when the manager is disabled, also if nobody uses it")
    void endsWithTheManager() {
        TestUser alice = calls.user("alice");
        TestUser manager = calls.user("manager");
        impersonate(manager(manager), alice);
        String id = impersonated(alice, "active").get("id").asText();
        manager.disable();
        assertThat(realm.admin()
                        .get("/users/" + alice.id() + "/sessions")
                        .send()
                        .json())
                .hasSize(1);
        time.advance(Duration.ofSeconds(40));
        calls.run("gatehouse-session-sweep");
        assertThat(realm.admin()
                        .get("/users/" + alice.id() + "/sessions")
                        .send()
                        .json())
                .isEmpty();
        assertThat(calls.ofUser(alice, "ended", id).get("endReason").asText()).isEqualTo("impersonation-ended");
    }

    @Test
    @DisplayName("Abuse case 22: it is looked at as often while it is used, also if the user has a limit of inactivity")
    void isLookedAtWhileItIsUsed() {
        TestUser alice = calls.user("alice");
        calls.automaticLogout(alice.signIn(), 10);
        TestUser manager = calls.user("manager");
        impersonate(manager(manager), alice);
        String id = impersonated(alice, "active").get("id").asText();
        time.advance(Duration.ofSeconds(10));
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/events")
                .form("type", "REFRESH_TOKEN", "user", alice.id(), "session", id)
                .send()
                .expect(204);
        calls.run("gatehouse-session-activity");
        manager.disable();
        time.advance(Duration.ofSeconds(30));
        calls.run("gatehouse-session-sweep");
        assertThat(realm.admin()
                        .get("/users/" + alice.id() + "/sessions")
                        .send()
                        .json())
                .extracting(session -> session.get("id").asText())
                .hasSize(1)
                .doesNotContain(id);
    }

    @Test
    @DisplayName("Abuse case 22: it ends when the administrator signs out")
    void endsWithTheManagersSession() {
        TestUser alice = calls.user("alice");
        String token = Impersonation.accessToken(realm, alice);
        realm.http().get(SessionCalls.OWN).bearer(token).send().expect(200);
        realm.admin().signOut();
        realm.http().get(SessionCalls.OWN).bearer(token).send().expect(401);
    }

    @Test
    @DisplayName("it can end itself and nothing else, and sets no limit")
    void canChangeNothing() {
        TestUser alice = calls.user("alice");
        Tokens hers = alice.signIn();
        calls.automaticLogout(hers, 5);
        String token = Impersonation.accessToken(realm, alice);
        realm.http()
                .delete(SessionCalls.OWN + "/" + SessionCalls.id(hers))
                .bearer(token)
                .send()
                .expect(403);
        realm.http().delete(SessionCalls.OWN).bearer(token).send().expect(403);
        realm.http()
                .put(SessionCalls.AUTOMATIC_LOGOUT)
                .bearer(token)
                .json(Map.of("minutes", 1))
                .send()
                .expect(403);
        assertThat(realm.http()
                        .get(SessionCalls.AUTOMATIC_LOGOUT)
                        .bearer(token)
                        .send()
                        .expect(200)
                        .json()
                        .get("minutes")
                        .isNull())
                .as("her own limit is not the manager's")
                .isTrue();
        calls.refresh(hers).expect(200);
        String own = impersonated(alice, "active").get("id").asText();
        realm.http().delete(SessionCalls.OWN + "/" + own).bearer(token).send().expect(204);
        calls.refresh(hers).expect(200);
    }

    @Test
    @DisplayName("the user's own limit of inactivity is not the manager's")
    void hasNoLimitOfTheUsers() {
        realm.update(representation -> representation.put("accessTokenLifespan", 1800));
        TestUser alice = calls.user("alice");
        calls.automaticLogout(alice.signIn(), 5);
        String token = Impersonation.accessToken(realm, alice);
        time.advance(Duration.ofMinutes(6));
        calls.run("gatehouse-session-sweep");
        realm.http().get(SessionCalls.OWN).bearer(token).send().expect(200);
    }

    /** An administrator of the master realm who may impersonate users of this one, and nothing else. */
    private final class Operator implements AutoCloseable {

        private static final String PASSWORD = "Correct-operator-2026!";

        private final String username = "operator-" + UUID.randomUUID();
        private final String id;
        private final String mapping;
        private final JsonNode right;
        private final Tokens tokens;

        Operator() {
            id = server.admin()
                    .post("/realms/master/users")
                    .json(Map.of(
                            "username",
                            username,
                            "enabled",
                            true,
                            "email",
                            username + "@example.org",
                            "firstName",
                            "Test",
                            "lastName",
                            "Operator",
                            "credentials",
                            List.of(Map.of("type", "password", "value", PASSWORD))))
                    .send()
                    .createdId();
            String client = server.admin()
                    .get("/realms/master/clients")
                    .query("clientId", realm.name() + "-realm")
                    .send()
                    .expect(200)
                    .json()
                    .get(0)
                    .get("id")
                    .asText();
            right = server.admin()
                    .get("/realms/master/clients/" + client + "/roles/impersonation")
                    .send()
                    .expect(200)
                    .json();
            mapping = "/realms/master/users/" + id + "/role-mappings/clients/" + client;
            server.admin().post(mapping).json(List.of(right)).send().expect(204);
            tokens = SessionCalls.tokens(server.http()
                    .post("/realms/master/protocol/openid-connect/token")
                    .form(
                            "grant_type",
                            "password",
                            "client_id",
                            "admin-cli",
                            "scope",
                            "openid",
                            "username",
                            username,
                            "password",
                            PASSWORD)
                    .send());
        }

        void loseTheRight() {
            server.admin().method("DELETE", mapping).json(List.of(right)).send().expect(204);
        }

        void signOut() {
            server.http()
                    .post("/realms/master/protocol/openid-connect/logout")
                    .form("client_id", "admin-cli", "refresh_token", tokens.refreshToken())
                    .send()
                    .expect(204);
        }

        void beSignedOut() {
            server.admin()
                    .delete("/realms/master/sessions/" + SessionCalls.id(tokens))
                    .send()
                    .expect(204);
        }

        @Override
        public void close() {
            server.admin().delete("/realms/master/users/" + id).send().expect(204);
        }
    }

    @Test
    @DisplayName("Abuse case 22: it is looked at as soon as the administrator's session ends, by whomever")
    void isLookedAtWhenTheManagersSessionEnds() {
        for (Consumer<Operator> end : List.<Consumer<Operator>>of(Operator::signOut, Operator::beSignedOut)) {
            TestUser alice = calls.user("alice");
            try (Operator operator = new Operator()) {
                impersonate(operator.tokens, alice);
                String id = impersonated(alice, "active").get("id").asText();
                end.accept(operator);
                calls.run("gatehouse-session-sweep");
                assertThat(realm.admin()
                                .get("/users/" + alice.id() + "/sessions")
                                .send()
                                .json())
                        .isEmpty();
                assertThat(calls.ofUser(alice, "ended", id).get("endReason").asText())
                        .isEqualTo("impersonation-ended");
            }
        }
    }

    @Test
    @DisplayName("Abuse case 22: it ends when an administrator of the master realm loses the right")
    void endsWithTheRightOfTheMasterRealm() {
        TestUser alice = calls.user("alice");
        try (Operator operator = new Operator()) {
            impersonate(operator.tokens, alice);
            String id = impersonated(alice, "active").get("id").asText();
            operator.loseTheRight();
            assertThat(calls.ofUser(alice, "active")).isEmpty();
            assertThat(calls.ofUser(alice, "ended", id).get("endReason").asText())
                    .isEqualTo("impersonation-ended");
        }
    }
}
