package io.github.gatehouse.tests.lockout;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.LoginDialog;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("Abuse case 16: a failed sign-in does not tell whether the user exists or is blocked")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnumerationIT {

    private static final String NOBODY = "nobody-of-this-name";

    private TestRealm realm;
    private LockoutRealm lockout;
    private TestUser alice;
    private TestUser blocked;

    @BeforeAll
    void aBlockedUserAndOneWhoIsNot(TestRealm realm, TestServer server) {
        this.realm = realm;
        lockout = LockoutRealm.of(realm);
        // Hashing is what a sign-in takes its time for; here it is counted.
        realm.update(representation -> representation
                .put("passwordPolicy", "hashAlgorithm(counted) and hashIterations(1)")
                .put("resetPasswordAllowed", true));
        alice = realm.user("alice").create();
        blocked = realm.user("blocked").create();
        realm.user("disabled").create().disable();
        takePassword(realm.user("without-password").create());
        // In the future, so that the block outlasts all these tests.
        server.time().advance(Duration.ofHours(1));
        lockout.fail(blocked, 5);
        server.time().reset();
        assertThat(lockout.isBlocked(blocked)).isTrue();
    }

    private void takePassword(TestUser user) {
        realm.admin()
                .delete("/users/" + user.id() + "/credentials/"
                        + user.credentials().get(0).get("id").asText())
                .send()
                .expect(204);
    }

    /** What a browser shows, without what differs from request to request. */
    private Map<String, Object> shown(String username, String password) {
        Response page =
                LoginDialog.of(realm).open().submitPassword(username, password).page();
        String text = page.text()
                .replace("value=\"" + username + "\"", "value=\"NAME\"")
                .replaceAll("(session_code|execution|tab_id|client_data)=[^&\"]*", "$1=…")
                .replaceAll("nonce[^>]*", "nonce")
                .replaceAll(
                        "checkCookiesAndSetTimer\\([^)]*\\)|\"[A-Za-z0-9+/=_-]{11,}\"|\"[^\"]*loginRestartFlowUrl[^\"]*\"",
                        "…");
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("status", page.status());
        shown.put("headers", page.headers().keySet());
        shown.put("text", text);
        return shown;
    }

    @Test
    void thePageIsTheSame() {
        Map<String, Object> unknown = shown(NOBODY, LockoutRealm.WRONG);
        assertThat(unknown.get("text").toString()).contains("Invalid username or password");
        assertThat(shown("alice", LockoutRealm.WRONG)).isEqualTo(unknown);
        assertThat(shown("ALICE", LockoutRealm.WRONG)).isEqualTo(unknown);
        assertThat(shown("blocked", LockoutRealm.WRONG)).isEqualTo(unknown);
        assertThat(shown("blocked", blocked.password())).isEqualTo(unknown);
        assertThat(shown("disabled", LockoutRealm.WRONG)).isEqualTo(unknown);
        assertThat(shown("without-password", LockoutRealm.WRONG)).isEqualTo(unknown);
        assertThat(shown("alice", "")).isEqualTo(unknown);
        assertThat(shown(NOBODY, "")).isEqualTo(unknown);
        alice.signIn();
    }

    private Response grant(String username, String password) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "username",
                        username,
                        "password",
                        password)
                .send();
    }

    @Test
    void theAnswerToAProgramIsTheSame() {
        Response unknown = grant(NOBODY, LockoutRealm.WRONG);
        for (Response answer : List.of(
                grant("alice", LockoutRealm.WRONG),
                grant("ALICE", LockoutRealm.WRONG),
                grant("blocked", LockoutRealm.WRONG),
                grant("blocked", blocked.password()),
                grant("disabled", LockoutRealm.WRONG))) {
            assertThat(answer.status()).isEqualTo(unknown.status());
            assertThat(answer.json()).isEqualTo(unknown.json());
            assertThat(answer.headers().keySet()).isEqualTo(unknown.headers().keySet());
        }
        alice.signIn();
    }

    @Test
    @DisplayName("each answer costs one hash of a password, which is nearly all the time that it takes")
    void theWorkIsTheSame() {
        realm.user("worked-for").create();
        Map<String, String[]> attempts = new LinkedHashMap<>();
        attempts.put("wrong password", new String[] {"worked-for", LockoutRealm.WRONG});
        attempts.put("unknown name", new String[] {NOBODY, LockoutRealm.WRONG});
        attempts.put("unknown name, empty password", new String[] {NOBODY, ""});
        attempts.put("blocked", new String[] {"blocked", LockoutRealm.WRONG});
        attempts.put("blocked, right password", new String[] {"blocked", blocked.password()});
        attempts.put("empty password", new String[] {"worked-for", ""});
        attempts.put("disabled", new String[] {"disabled", LockoutRealm.WRONG});
        attempts.put("without a password", new String[] {"without-password", LockoutRealm.WRONG});
        Map<String, Long> hashes = new LinkedHashMap<>();
        attempts.forEach((title, attempt) -> {
            long before = hashes();
            LoginDialog.of(realm).open().submitPassword(attempt[0], attempt[1]);
            hashes.put(title, hashes() - before);
        });
        assertThat(hashes)
                .allSatisfy((title, count) -> assertThat(count).as(title).isEqualTo(1));
    }

    private long hashes() {
        return Long.parseLong(realm.http()
                .get("/realms/{realm}/gatehouse-testing/hashes")
                .send()
                .expect(200)
                .text());
    }

    @Test
    void forgottenPasswordsAreAnsweredTheSameWay() {
        List<String> answers = new ArrayList<>();
        for (String name : List.of(NOBODY, "alice", "blocked", "disabled")) {
            LoginDialog dialog = LoginDialog.of(realm).open();
            String forgotten = dialog.page().text();
            int end = forgotten.indexOf("login-actions/reset-credentials");
            int start = forgotten.lastIndexOf('"', end) + 1;
            String address =
                    forgotten.substring(start, forgotten.indexOf('"', end)).replace("&amp;", "&");
            Response answer =
                    dialog.visit(URI.create(address)).submit("username", name).page();
            answers.add(answer.status() + " " + answer.text().contains("You should receive an email shortly"));
        }
        assertThat(answers).containsOnly("200 true");
    }
}
