package io.github.gatehouse.tests.notice;

import java.time.Duration;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Impersonation;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("X4: which browsers are known")
class KnownBrowsersIT {

    private static final String KNOWN = "GATEHOUSE_KNOWN_";
    private static final int MOST = 20;

    private final TestRealm realm;
    private final TestServer server;
    private final NoticeRealm notices;
    private final MailSink mail;
    private final TestClient application;

    KnownBrowsersIT(TestRealm realm, TestServer server, MailSink mail) {
        this.realm = realm;
        this.server = server;
        this.mail = mail;
        this.notices = new NoticeRealm(realm);
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    private void signIn(PlainBrowser browser, TestUser user) {
        browser.restartKeeping(KNOWN).authorize(application).password(user);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }

    private static void signIn(TestRealm at, TestUser user, String address) {
        at.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .header("X-Forwarded-For", address)
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

    private static long cookies(PlainBrowser browser) {
        return browser.cookieHeaders().stream()
                .filter(header -> header.startsWith(KNOWN))
                .count();
    }

    private long mails(TestUser user) {
        notices.awaitWaiting(0);
        return mail.to(user.email()).size();
    }

    @Test
    @DisplayName("the last twenty that were used, to the day; the cookie of one that is used begins anew once a day")
    void theLastTwentyThatWereUsed() {
        TestUser alice = notices.user("alice");
        PlainBrowser used = new PlainBrowser(realm);
        PlainBrowser unused = new PlainBrowser(realm);
        signIn(used, alice);
        signIn(unused, alice);
        signIn(used, alice);
        assertThat(cookies(used)).isEqualTo(1);
        server.time().advance(Duration.ofDays(2));
        signIn(used, alice);
        signIn(used, alice);
        assertThat(cookies(used)).as("once a day").isEqualTo(2);
        assertThat(mails(alice)).isEqualTo(1);
        for (int number = 1; number < MOST; number++) {
            signIn(realm, alice, "192.0.2." + number);
        }
        assertThat(mails(alice)).isEqualTo(MOST);
        assertThat(rows(realm)).isEqualTo(MOST);
        signIn(used, alice);
        assertThat(mails(alice)).as("it was used since").isEqualTo(MOST);
        signIn(unused, alice);
        assertThat(mails(alice)).as("it has made room").isEqualTo(MOST + 1L);
        alice.delete();
        assertThat(rows(realm)).isZero();
    }

    private long rows(TestRealm of) {
        return server.http()
                .get("/realms/master/gatehouse-testing/database/rows")
                .query("table", "GATEHOUSE_KNOWN_BROWSER")
                .query("realm", of.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }

    @Test
    @DisplayName("none, once the realm is gone")
    void noneOnceTheRealmIsGone() {
        TestRealm other = realm.sibling("known-removed");
        try (other) {
            signIn(other, new NoticeRealm(other).user("bob"), "192.0.2.1");
            assertThat(rows(other)).isEqualTo(1);
        }
        assertThat(rows(other)).isZero();
    }

    @Test
    @DisplayName("S5: not that of an administrator who works in the user's name")
    void notThatOfAnAdministrator() {
        TestUser henry = notices.user("henry");
        signIn(new PlainBrowser(realm), henry);
        Impersonation.accessToken(realm, henry);
        assertThat(mails(henry)).isZero();
        henry.delete();
    }
}
