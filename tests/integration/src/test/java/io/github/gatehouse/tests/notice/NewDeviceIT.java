package io.github.gatehouse.tests.notice;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeMessage;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("X4: a mail about a new device, and the link \"This wasn't me\"")
class NewDeviceIT {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String KNOWN = "GATEHOUSE_KNOWN_";
    private static final Pattern LINK = Pattern.compile("https?://\\S*/account-security/not-me\\?key=\\S+");

    private final TestRealm realm;
    private final NoticeRealm notices;
    private final MailSink mail;
    private final TestServer server;
    private final TestClient application;

    NewDeviceIT(TestRealm realm, MailSink mail, TestServer server) {
        this.realm = realm;
        this.mail = mail;
        this.server = server;
        this.notices = new NoticeRealm(realm);
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    @BeforeEach
    void withoutMailedPasswordReset() {
        realm.update(other -> other.put("resetPasswordAllowed", false).put("loginTheme", ""));
    }

    private PlainBrowser signIn(PlainBrowser browser, TestUser user) {
        browser.authorize(application).password(user);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        return browser;
    }

    private PlainBrowser newBrowser(TestUser user) {
        return signIn(new PlainBrowser(realm).header("User-Agent", FIREFOX), user);
    }

    /** The link of a mail about the second browser of the user. */
    private String link(TestUser user) {
        newBrowser(user);
        newBrowser(user);
        return link(mail.await(user.email()));
    }

    private static String link(MimeMessage told) {
        Matcher link = LINK.matcher(NoticeRealm.text(told));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    @Test
    void onlyTheFirstSignInInAnotherBrowserIsMailed() throws Exception {
        TestUser alice = notices.user("alice");
        PlainBrowser first = newBrowser(alice);
        assertThat(first.cookieHeaders())
                .filteredOn(header -> header.startsWith(KNOWN))
                .singleElement()
                .asString()
                .contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/realms/" + realm.name() + "/")
                .doesNotContain(alice.id());
        signIn(first.restartKeeping(KNOWN), alice);
        notices.awaitWaiting(0);
        assertThat(mail.to(alice.email())).isEmpty();

        PlainBrowser second = newBrowser(alice);
        MimeMessage told = mail.await(alice.email());
        assertThat(told.getSubject()).isEqualTo("A new device has signed in to " + realm.name());
        assertThat(NoticeRealm.text(told))
                .contains("your account alice", "Firefox, Linux", "127.0.0.1", "UTC", "This wasn't me");
        assertThat(NoticeRealm.html(told)).contains("This wasn", "href=");
        signIn(second.restartKeeping(KNOWN), alice);
        signIn(first.restartKeeping(KNOWN), alice);
        notices.awaitWaiting(0);
        assertThat(mail.to(alice.email())).hasSize(1);
    }

    @Test
    @DisplayName("a cookie that was brought into the browser from elsewhere is not taken over")
    void aCookieFromElsewhereIsReplaced() {
        TestUser bob = notices.user("bob");
        TestUser mallory = notices.user("mallory");
        PlainBrowser hers = newBrowser(bob);
        String name = hers.cookies().keySet().stream()
                .filter(cookie -> cookie.startsWith(KNOWN))
                .findFirst()
                .orElseThrow();
        String planted = "planted-planted-planted-planted-planted-pla";
        PlainBrowser browser = new PlainBrowser(realm);
        browser.cookies().put(name, planted);
        signIn(browser, bob);
        mail.await(bob.email());
        assertThat(browser.cookies().get(name)).isNotEqualTo(planted);
        newBrowser(mallory);
        PlainBrowser shared = signIn(hers.restartKeeping(KNOWN), mallory);
        mail.await(mallory.email());
        assertThat(shared.cookies().keySet().stream().filter(cookie -> cookie.startsWith(KNOWN)))
                .as("one for each user")
                .hasSize(2);
    }

    @Test
    void aProgramThatSendsThePasswordIsKnownByItsAddress() {
        TestUser carol = notices.user("carol");
        carol.signIn();
        carol.signIn();
        notices.awaitWaiting(0);
        assertThat(mail.to(carol.email())).isEmpty();
        realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .header("X-Forwarded-For", "198.51.100.7")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "username",
                        carol.username(),
                        "password",
                        carol.password())
                .send()
                .expect(200);
        assertThat(NoticeRealm.text(mail.await(carol.email()))).contains("198.51.100.7");
    }

    @Test
    void theLinkAsksAndOnlyTheAnswerEndsEverythingOnce() {
        TestUser dave = notices.user("dave");
        String link = link(dave);
        Tokens tokens = dave.signIn();
        PlainBrowser scanner = new PlainBrowser(realm).open(link);
        assertThat(scanner.status()).isEqualTo(200);
        assertThat(scanner.text()).contains("Was it really not you?");
        assertThat(scanner.action()).doesNotContain("key=");
        assertThat(refreshed(tokens)).as("mail scanners follow links").isEqualTo(200);

        PlainBrowser browser = new PlainBrowser(realm).open(link);
        String key = key(link);
        browser.submit("key", key);
        assertThat(browser.status()).as(browser.text()).isEqualTo(200);
        assertThat(browser.text()).contains("All sessions of your account have ended");
        assertThat(refreshed(tokens)).isEqualTo(400);
        assertThat(sessions(dave)).isZero();
        assertThat(new PlainBrowser(realm).authorize(application).password(dave).shows("password-new"))
                .isTrue();

        PlainBrowser again = new PlainBrowser(realm).open(link);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("This link was used already");
        assertThat(confirm(key)).isEqualTo(400);
        assertThat(mail.to(dave.email())).isNotEmpty();
    }

    private int sessions(TestUser user) {
        return realm.admin()
                .get("/users/" + user.id() + "/sessions")
                .send()
                .expect(200)
                .json()
                .size();
    }

    private int refreshed(Tokens tokens) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "refresh_token",
                        tokens.refreshToken())
                .send()
                .status();
    }

    private int confirm(String key) {
        return realm.http()
                .post("/realms/{realm}/account-security/not-me")
                .form("key", key)
                .send()
                .status();
    }

    private static String key(String link) {
        return link.substring(link.indexOf("key=") + 4);
    }

    @Test
    void whereUsersMayResetTheirPasswordTheOldOneEndsAndANewOneIsSetAtOnce() {
        realm.update(other -> other.put("resetPasswordAllowed", true));
        TestUser erin = notices.user("erin");
        PlainBrowser browser = new PlainBrowser(realm).open(link(erin));
        browser.submit("key", key(browser.location().toString()));
        assertThat(browser.shows("gatehouse-new-password")).as(browser.text()).isTrue();
        assertThat(erin.trySignIn().status()).as("the intruder knows it").isNotEqualTo(200);
        assertThat(erin.credentials()).isEmpty();
        browser.followLink("action-token");
        if (!browser.shows("password-new")) {
            // Keycloak's own page in between.
            browser.followLink("action-token");
        }
        browser.submit("password-new", "Quite-Another-2026!", "password-confirm", "Quite-Another-2026!");
        assertThat(erin.trySignIn("Quite-Another-2026!").status()).isEqualTo(200);
    }

    @Test
    void theLinkIsRefusedAfterItsTimeWhenEditedAndAfterTheAddressHasChanged() {
        TestUser frank = notices.user("frank");
        String key = key(link(frank));
        assertThat(confirm(key.substring(0, key.length() - 3) + "AAA")).isEqualTo(400);
        assertThat(confirm("")).isEqualTo(400);
        assertThat(confirm("no.such.key")).isEqualTo(400);
        frank.update(user -> user.put("email", notices.address("frank-2")));
        assertThat(confirm(key)).isEqualTo(400);
        frank.update(user -> user.put("email", frank.email()));
        server.time().advance(Duration.ofDays(8));
        assertThat(confirm(key)).isEqualTo(400);
        server.time().reset();
        assertThat(confirm(key)).as("and it was this key all the time").isEqualTo(200);
    }

    @Test
    void anAccessTokenOrAnotherRealmsLinkIsNoKey() {
        TestUser grace = notices.user("grace");
        assertThat(confirm(grace.accessToken())).isEqualTo(400);
        assertThat(confirm(grace.signIn().refreshToken())).isEqualTo(400);
        String key = key(link(grace));
        try (TestRealm other = realm.sibling("notice-elsewhere")) {
            assertThat(other.http()
                            .post("/realms/{realm}/account-security/not-me")
                            .form("key", key)
                            .send()
                            .status())
                    .isEqualTo(400);
        }
        assertThat(confirm(key)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak.v2", "keycloak", "base"})
    void thePagesWorkInTheme(String theme) {
        realm.update(other -> other.put("loginTheme", theme));
        TestUser user = notices.user("user-of-" + theme.replace('.', '-'));
        PlainBrowser browser = new PlainBrowser(realm).open(link(user));
        assertThat(browser.status()).as(browser.page()).isEqualTo(200);
        assertThat(browser.shows("gatehouse-confirm")).isTrue();
        browser.submit("key", key(browser.location().toString()));
        assertThat(browser.text()).contains("All sessions of your account have ended");
        assertThat(browser.open(browser.location() + "?key=x").text()).contains("This link was used already");
    }
}
