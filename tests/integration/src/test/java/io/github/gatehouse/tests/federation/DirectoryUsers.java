package io.github.gatehouse.tests.federation;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.Directory;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for the users of a directory, whatever Keycloak may do there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DirectoryUsers {

    static final String NEW_PASSWORD = "Brand-New-2026!";
    static final String BROWSER_COOKIE = "GATEHOUSE_BROWSER_";

    private static final String ACCOUNT = "/realms/{realm}/account-security/";
    private static final Pattern NOT_ME = Pattern.compile("https?://\\S*/account-security/not-me\\?key=(\\S+)");

    TestRealm realm;
    MailSink mail;
    Directory directory;
    TestClient application;

    /** Starts the directory whose users are looked at. */
    abstract Directory directoryOf(TestRealm realm);

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.update(other -> other.put("otpPolicyCodeReusable", true).put("resetPasswordAllowed", true));
        application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
        directory = directoryOf(realm);
    }

    @AfterAll
    void stopTheDirectory() {
        directory.close();
    }

    JsonNode ofUser(TestUser user, String what) {
        return realm.admin()
                .get("/account-security/users/" + user.id() + "/" + what)
                .send()
                .expect(200)
                .json();
    }

    PlainBrowser signIn(PlainBrowser browser, TestUser user) {
        return browser.authorize(application).password(user);
    }

    @Test
    @DisplayName("S1, S2, L1: see their sessions and what happened, and end the former")
    void sessions() {
        TestUser carol = directory.user("carol");
        Tokens kept = carol.signIn();
        Tokens ended = carol.signIn();
        JsonNode own = realm.http()
                .get(ACCOUNT + "sessions")
                .bearer(kept.accessToken())
                .send()
                .expect(200)
                .json();
        assertThat(own).hasSize(2);
        realm.http()
                .delete(ACCOUNT + "sessions/" + ended.claims().get("sid").asText())
                .bearer(kept.accessToken())
                .send()
                .expect(204);
        assertThat(ofUser(carol, "sessions?state=ended")).hasSize(1);
        assertThat(ofUser(carol, "log").findValuesAsText("kind")).contains("sign-in", "session-ended");
    }

    @Test
    @DisplayName("S3: are logged out after their own time without activity")
    void automaticLogout(TestServer server) {
        TestUser dave = directory.user("dave");
        Tokens tokens = dave.signIn();
        realm.http()
                .put(ACCOUNT + "automatic-logout")
                .bearer(tokens.accessToken())
                .json(Map.of("minutes", 10))
                .send()
                .expect(200);
        server.time().advance(Duration.ofMinutes(11));
        refresh(tokens).expect(400);
        assertThat(ofUser(dave, "sessions?state=ended").findValuesAsText("endReason"))
                .containsOnly("automatic-logout");
    }

    @Test
    @DisplayName("M4, L4: are blocked after five failures, are told by mail, and are let in when the block is lifted")
    void lockout() throws Exception {
        TestUser erin = directory.user("erin");
        for (int failure = 0; failure < 5; failure++) {
            erin.trySignIn("Wrong-2026!");
        }
        assertThat(erin.trySignIn().status()).isNotEqualTo(200);
        assertThat(mail.await(erin.email()).getSubject()).startsWith("Sign-in to ");
        realm.admin()
                .delete("/attack-detection/brute-force/users/" + erin.id())
                .send()
                .expect(204);
        erin.signIn();
    }

    @Test
    @DisplayName("M7: stay signed in")
    void loginToken() {
        TestUser grace = directory.user("grace");
        loginTokenDays(30);
        try {
            PlainBrowser browser = signIn(new PlainBrowser(realm), grace);
            browser.submit("keepSignedIn", "on", "gatehouse-answer", "");
            assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
            browser.restartKeeping(BROWSER_COOKIE).authorize(application);
            assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        } finally {
            loginTokenDays(0);
        }
    }

    private void loginTokenDays(int days) {
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("loginTokens", Map.of("days", days)))
                .send()
                .expect(200);
    }

    @Test
    @DisplayName("X5: set a PIN")
    void pin() {
        TestUser jack = directory.user("jack");
        Tokens tokens = jack.signIn();
        realm.http()
                .put(ACCOUNT + "pin")
                .bearer(tokens.accessToken())
                .json(Map.of("pin", "739201"))
                .send()
                .expect(204);
        assertThat(realm.http()
                        .get(ACCOUNT + "pin")
                        .bearer(tokens.accessToken())
                        .send()
                        .expect(200)
                        .json()
                        .get("configured")
                        .booleanValue())
                .isTrue();
    }

    Response orderOneTimePassword(TestUser user) {
        return realm.admin()
                .post("/account-security/users/" + user.id() + "/one-time-password")
                .send();
    }

    /** Signs in as somebody else does, and says on the page of the mail about it that it was somebody else. */
    PlainBrowser disown(TestUser user) throws Exception {
        Tokens session = user.signIn();
        signIn(new PlainBrowser(realm), user);
        Matcher link = NOT_ME.matcher(text(user, 1));
        assertThat(link.find()).isTrue();
        PlainBrowser browser = new PlainBrowser(realm).open(link.group()).submit("key", link.group(1));
        assertThat(browser.status()).as(browser.text()).isEqualTo(200);
        assertThat(ofUser(user, "sessions")).isEmpty();
        refresh(session).expect(400);
        return browser;
    }

    /** The text of a mail to the user. */
    String text(TestUser user, int number) throws Exception {
        return ((MimeMultipart) mail.await(user.email(), number).getContent())
                .getBodyPart(0)
                .getContent()
                .toString();
    }

    private Response refresh(Tokens tokens) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "refresh_token",
                        tokens.refreshToken())
                .send();
    }
}
