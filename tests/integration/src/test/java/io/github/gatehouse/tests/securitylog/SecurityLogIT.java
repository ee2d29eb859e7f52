package io.github.gatehouse.tests.securitylog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("L1: the security log")
class SecurityLogIT {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final TestRealm realm;
    private final TestServer server;
    private final SecurityLogCalls log;

    SecurityLogIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.server = server;
        this.log = new SecurityLogCalls(realm);
    }

    private void signIn(TestUser user, String password, int status) {
        realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .header("User-Agent", FIREFOX)
                .header("X-Forwarded-For", "203.0.113.9")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "username",
                        user.username(),
                        "password",
                        password)
                .send()
                .expect(status);
    }

    @Test
    @DisplayName("tells the user of a sign-in: when, from where, with what, for which application")
    void tellsOfASignIn() {
        TestUser alice = realm.user("alice").create();
        signIn(alice, alice.password(), 200);
        JsonNode entry = log.only(alice, "sign-in");
        assertThat(entry.get("category").asText()).isEqualTo("sign-in");
        assertThat(entry.get("outcome").asText()).isEqualTo("success");
        assertThat(entry.get("address").asText()).isEqualTo("203.0.113.9");
        assertThat(entry.get("browser").asText()).isEqualTo("Firefox");
        assertThat(entry.get("system").asText()).isEqualTo("Linux");
        assertThat(entry.get("client").asText()).isEqualTo(TestRealm.SIGN_IN_CLIENT);
        assertThat(Instant.parse(entry.get("at").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(entry.has("actor")).isFalse();
        assertThat(entry.get("impersonated").asBoolean()).isFalse();
        String token = alice.accessToken();
        List<JsonNode> own = log.own(token);
        assertThat(SecurityLogCalls.kinds(own)).startsWith("sign-in", "sign-in");
        assertThat(own.get(0).get("currentSession").asBoolean()).isTrue();
        assertThat(own.get(1).get("currentSession").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("keeps a failed sign-in although its request is rolled back")
    void tellsOfAFailedSignIn() {
        TestUser bob = realm.user("bob").create();
        signIn(bob, "wrong", 400);
        JsonNode entry = log.only(bob, "sign-in-failed");
        assertThat(entry.get("outcome").asText()).isEqualTo("failure");
        assertThat(entry.at("/details/reason").asText()).isEqualTo("invalid_user_credentials");
        assertThat(entry.get("address").asText()).isEqualTo("203.0.113.9");
        assertThat(entry.get("browser").asText()).isEqualTo("Firefox");
        assertThat(log.of(bob, "kind", "sign-in")).isEmpty();
    }

    @Test
    @DisplayName("keeps the failure and drops the success of a request that is refused in the end")
    void followsTheTransaction() {
        TestUser carol = realm.user("carol").create();
        log.event("type", "LOGIN", "user", carol.id(), "fails", "true").send().expect(400);
        assertThat(log.of(carol, "kind", "sign-in")).isEmpty();
        log.event("type", "LOGIN", "user", carol.id()).send().expect(204);
        assertThat(log.of(carol, "kind", "sign-in")).hasSize(1);
        log.event("type", "LOGIN", "user", carol.id(), "error", "invalid_user_credentials", "fails", "true")
                .send()
                .expect(400);
        assertThat(log.of(carol, "kind", "sign-in-failed")).hasSize(1);
    }

    @Test
    @DisplayName("tells the realm of a name that does not exist, and not which: it may be a password")
    void keepsNoTypedNames() {
        String typed = "My-Secret-Password-" + UUID.randomUUID();
        realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "username",
                        typed,
                        "password",
                        "x")
                .send()
                .expect(400);
        List<JsonNode> failed = log.ofRealm("kind", "sign-in-failed").stream()
                .filter(entry -> !entry.has("user"))
                .toList();
        assertThat(failed).isNotEmpty();
        assertThat(log.ofRealm().toString()).doesNotContain(typed);
    }

    @Test
    @DisplayName("Abuse case 23: shows nobody else's entries, whatever is asked")
    void isNobodyElses() {
        TestUser dave = realm.user("dave").create();
        TestUser eve = realm.user("eve").create();
        signIn(dave, dave.password(), 200);
        String daves = log.only(dave, "sign-in").get("id").asText();
        String token = eve.accessToken();
        for (String parameter : List.of("user", "userId", "user_id")) {
            assertThat(realm.http()
                            .get(SecurityLogCalls.OWN)
                            .query(parameter, dave.id())
                            .bearer(token)
                            .send()
                            .expect(200)
                            .text())
                    .doesNotContain(daves);
        }
        realm.http()
                .get("/admin/realms/{realm}" + SecurityLogCalls.ofUser(dave))
                .bearer(token)
                .send()
                .expect(403);
        realm.http().get(SecurityLogCalls.OWN).send().expect(401);
    }

    @Test
    @DisplayName("is shown to users who may view their account, and to no others")
    void needsViewProfile() {
        TestUser olga = realm.user("olga").create();
        realm.admin()
                .method("DELETE", "/users/" + olga.id() + "/role-mappings/realm")
                .json(List.of(realm.admin()
                        .get("/roles/default-roles-" + realm.name())
                        .send()
                        .expect(200)
                        .json()))
                .send()
                .expect(204);
        olga.grantClientRole("account", "view-applications");
        realm.http().get(SecurityLogCalls.OWN).bearer(olga.accessToken()).send().expect(403);
        olga.grantClientRole("account", "view-profile");
        realm.http().get(SecurityLogCalls.OWN).bearer(olga.accessToken()).send().expect(200);
    }

    @Test
    @DisplayName("of a realm tells of that realm only, and ends with it")
    void isOfOneRealm(TestServer server) {
        TestRealm other = realm.sibling("log-elsewhere");
        try (other) {
            SecurityLogCalls elsewhere = new SecurityLogCalls(other);
            TestUser paul = other.user("paul").create();
            paul.signIn();
            assertThat(elsewhere.of(paul, "kind", "sign-in")).hasSize(1);
            assertThat(elsewhere.ofRealm("kind", "sign-in")).hasSize(1);
            realm.user("quinn").create().signIn();
            assertThat(elsewhere.ofRealm("kind", "sign-in")).hasSize(1);
            elsewhere.seal();
            assertThat(elsewhere.rows(server)).isPositive();
        }
        for (String table : List.of("GATEHOUSE_SECURITY_LOG", "GATEHOUSE_SECURITY_LOG_CHAIN")) {
            assertThat(server.http()
                            .get("/realms/master/gatehouse-testing/database/rows")
                            .query("table", table)
                            .query("realm", other.id())
                            .send()
                            .expect(200)
                            .json()
                            .get("rows")
                            .asLong())
                    .isZero();
        }
    }

    @Test
    @DisplayName("tells nobody of a token that nobody has, which anybody can send any number of")
    void tellsNobodyOfATokenThatNobodyHas() {
        int before = log.ofRealm("kind", "api-token-refused").size();
        log.event("type", "VALIDATE_ACCESS_TOKEN", "error", "invalid_token", "detail", "gatehouse_refusal=unknown")
                .send()
                .expect(204);
        assertThat(log.ofRealm("kind", "api-token-refused")).hasSize(before);
    }

    @Test
    @DisplayName("tells of no attempt where a browser has only come back too late")
    void tellsOfNoAttemptWhereNothingWasTried() {
        TestUser rita = realm.user("rita").create();
        for (String error : List.of("expired_code", "not_logged_in")) {
            log.event("type", "LOGIN", "user", rita.id(), "error", error).send().expect(204);
        }
        assertThat(log.of(rita, "category", "failed-attempt")).isEmpty();
    }

    @Test
    @DisplayName("keeps nothing personal of an account that its owner deletes")
    void keepsNothingPersonalOfADeletedAccount() {
        TestUser sam = realm.user("sam").create();
        log.event("type", "DELETE_ACCOUNT", "user", sam.id()).send().expect(204);
        JsonNode deleted = log.ofRealm("kind", "account-deleted").get(0);
        assertThat(deleted.has("user")).isFalse();
        assertThat(deleted.has("address")).isFalse();
        assertThat(log.of(sam, "kind", "account-deleted")).isEmpty();
    }

    @Test
    @DisplayName("is filtered by kind, category and time, and read page by page")
    void isFilteredAndPaged() {
        TestUser frank = realm.user("frank").create();
        for (int i = 0; i < 3; i++) {
            signIn(frank, frank.password(), 200);
            signIn(frank, "wrong", 400);
        }
        assertThat(SecurityLogCalls.kinds(log.of(frank, "category", "failed-attempt")))
                .containsExactly("sign-in-failed", "sign-in-failed", "sign-in-failed");
        assertThat(SecurityLogCalls.kinds(log.of(frank, "kind", "sign-in"))).hasSize(3);
        List<JsonNode> all = log.of(frank, "category", "sign-in");
        assertThat(log.of(frank, "category", "sign-in", "first", "1", "max", "1"))
                .containsExactly(all.get(1));
        String middle = all.get(1).get("at").asText();
        assertThat(log.of(frank, "category", "sign-in", "from", middle)).containsExactly(all.get(0), all.get(1));
        assertThat(log.of(frank, "category", "sign-in", "to", middle)).containsExactly(all.get(2));
        for (String[] bad : new String[][] {
            {"kind", "nonsense"},
            {"category", "x"},
            {"from", "yesterday"},
            {"to", "2026"},
            {"max", "101"},
            {"first", "-1"}
        }) {
            assertThat(realm.admin()
                            .get(SecurityLogCalls.ofUser(frank))
                            .query(bad[0], bad[1])
                            .send()
                            .expect(400)
                            .json()
                            .get("field")
                            .asText())
                    .isEqualTo(bad[0]);
        }
    }

    @Test
    @DisplayName("somebody who tries again and again does not fill it: the rest of a minute is counted only")
    void isNotFilledByFailedAttempts() {
        TestUser heidi = realm.user("heidi").create();
        for (int i = 0; i < 25; i++) {
            log.event("type", "LOGIN_ERROR", "user", heidi.id(), "error", "invalid_user_credentials")
                    .send()
                    .expect(204);
        }
        assertThat(log.of(heidi, "kind", "sign-in-failed", "max", "100")).hasSize(20);
        server.time().advance(Duration.ofSeconds(61));
        log.event("type", "LOGIN_ERROR", "user", heidi.id(), "error", "invalid_user_credentials")
                .send()
                .expect(204);
        assertThat(log.of(heidi, "kind", "sign-in-failed", "max", "1")
                        .get(0)
                        .at("/details/omitted")
                        .asText())
                .isEqualTo("5");
    }

    @Test
    @DisplayName("costs what happens one statement, and no read")
    void costsOneStatement() {
        TestUser grace = realm.user("grace").create();
        // Neither of them means anything to the history of sessions and to notices.
        long withoutEntry = fewestStatements("CODE_TO_TOKEN", grace);
        assertThat(fewestStatements("VERIFY_EMAIL", grace)).isEqualTo(withoutEntry + 1);
    }

    /** The fewest of several: the server's own tasks send some now and then. */
    private long fewestStatements(String event, TestUser user) {
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            long before = log.statements();
            log.event("type", event, "user", user.id()).send().expect(204);
            fewest = Math.min(fewest, log.statements() - before);
        }
        return fewest;
    }
}
