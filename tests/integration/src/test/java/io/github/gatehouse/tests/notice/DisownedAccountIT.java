package io.github.gatehouse.tests.notice;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("X4: what becomes of an account whose owner says \"This wasn't me\"")
class DisownedAccountIT {

    private static final String NEW_DEVICE = "A new device";
    private static final String KNOWN = "GATEHOUSE_KNOWN_";
    private static final String REMEMBERED = "GATEHOUSE_BROWSER_";
    private static final String CONFIRM = "/realms/{realm}/account-security/not-me";
    private static final Pattern KEY = Pattern.compile("/account-security/not-me\\?key=(\\S+)");

    private final TestRealm realm;
    private final NoticeRealm notices;
    private final MailSink mail;
    private final TestClient application;

    DisownedAccountIT(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
        this.notices = new NoticeRealm(realm);
        realm.admin().post("/account-security/setup").send().expect(200);
        notices.change(Map.of("loginTokens", Map.of("days", 30), "mfa", Map.of("trustedDeviceMonths", 1)));
        realm.update(representation -> representation.put("otpPolicyCodeReusable", true));
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    /** Signs in and keeps the sign-in. */
    private PlainBrowser browser(TestUser user) {
        return signIn(new PlainBrowser(realm), user);
    }

    private PlainBrowser signIn(PlainBrowser browser, TestUser user) {
        browser.authorize(application).password(user).submit("keepSignedIn", "on", "gatehouse-answer", "");
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        return browser;
    }

    /** What the mail about the newest browser has in its link. */
    private String key(TestUser user) {
        Matcher key = KEY.matcher(NoticeRealm.text(
                NoticeRealm.await(mail, user.email(), NEW_DEVICE, 1).get(0)));
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private Response confirm(String key) {
        return realm.http().post(CONFIRM).form("key", key).send();
    }

    private JsonNode ofUser(TestUser user, String what) {
        return realm.admin()
                .get("/account-security/users/" + user.id() + what)
                .send()
                .expect(200)
                .json();
    }

    private int refresh(String refreshToken) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "refresh_token",
                        refreshToken)
                .send()
                .status();
    }

    @Test
    @DisplayName("sessions, offline ones as well, and kept sign-ins end, and all who have to know are told")
    void endsEverything() {
        String administrator = notices.address("administrator");
        notices.adminEmails(administrator);
        mail.await(administrator);
        TestUser alice = notices.user("alice");
        browser(alice);
        PlainBrowser intruder = browser(alice);
        String key = key(alice);
        String offline = realm.http()
                .post("/realms/{realm}/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "scope",
                        "openid offline_access",
                        "username",
                        alice.username(),
                        "password",
                        alice.password())
                .send()
                .expect(200)
                .json()
                .get("refresh_token")
                .asText();
        assertThat(refresh(offline)).isEqualTo(200);
        assertThat(ofUser(alice, "/devices")).isNotEmpty();

        assertThat(confirm(key).expect(200).header("Cache-Control")).isEqualTo("no-store");
        assertThat(refresh(offline)).isEqualTo(400);
        assertThat(ofUser(alice, "/sessions")).isEmpty();
        assertThat(ofUser(alice, "/sessions?state=ended").findValuesAsText("endReason"))
                .hasSize(3)
                .containsOnly("suspicious");
        assertThat(ofUser(alice, "/devices")).isEmpty();
        assertThat(realm.admin()
                        .get("/users/" + alice.id())
                        .send()
                        .expect(200)
                        .json()
                        .get("notBefore")
                        .asLong())
                .as("nothing that was issued before counts")
                .isPositive();
        assertThat(ofUser(alice, "/log").findValuesAsText("kind")).contains("new-device-disowned");
        NoticeRealm.await(mail, administrator, "A user of " + realm.name() + " reports a sign-in by somebody else", 1);
        NoticeRealm.await(mail, alice.email(), "All sessions of your account at " + realm.name() + " have ended", 1);
        notices.adminEmails("");

        // That of the program came in between.
        NoticeRealm.await(mail, alice.email(), NEW_DEVICE, 2);
        intruder.restartKeeping(KNOWN)
                .authorize(application)
                .password(alice)
                .submit("gatehouse-answer", "")
                .submit("password-new", "Quite-Another-2026!", "password-confirm", "Quite-Another-2026!");
        assertThat(intruder.isSignedIn()).as(intruder.text()).isTrue();
        assertThat(NoticeRealm.await(mail, alice.email(), NEW_DEVICE, 3))
                .as("the browser that was disowned is new again")
                .hasSize(3);
    }

    @Test
    @DisplayName("a trusted device is one no more: it may be the intruder's")
    void aTrustedDeviceIsOneNoMore() {
        Totp app = new Totp("secret-of-dora-1234567890");
        TestUser dora = realm.user("dora")
                .email(notices.address("dora"))
                .authenticatorApp(app)
                .create();
        PlainBrowser trusted = new PlainBrowser(realm);
        trusted.authorize(application).password(dora).code(app).submit("trustDevice", "on", "gatehouse-answer", "");
        trusted.restartKeeping(REMEMBERED).authorize(application).password(dora).submit("gatehouse-answer", "");
        assertThat(trusted.isSignedIn()).as(trusted.text()).isTrue();

        confirm(key(dora)).expect(200);
        assertThat(ofUser(dora, "/devices")).isEmpty();
        trusted.restartKeeping(REMEMBERED).authorize(application).password(dora);
        assertThat(trusted.shows("kc-otp-login-form")).as(trusted.text()).isTrue();
    }

    @Test
    @DisplayName("the old password of a disabled account stays: there is no way back in that could take its place")
    void aDisabledAccountKeepsItsPassword() {
        realm.update(other -> other.put("resetPasswordAllowed", true));
        TestUser bob = notices.user("bob");
        browser(bob);
        browser(bob);
        String key = key(bob);
        bob.disable();
        assertThat(confirm(key).expect(200).text()).doesNotContain("gatehouse-new-password");
        assertThat(bob.credentials()).hasSize(1);
        realm.update(other -> other.put("resetPasswordAllowed", false));
    }

    @Test
    @DisplayName("the link is refused while the address is not confirmed: it may not be the owner's")
    void theLinkNeedsAConfirmedAddress() {
        TestUser carol = notices.user("carol");
        browser(carol);
        browser(carol);
        String key = key(carol);
        carol.update(user -> user.put("emailVerified", false));
        confirm(key).expect(400);
        assertThat(ofUser(carol, "/sessions")).hasSize(2);
        carol.update(user -> user.put("emailVerified", true));
        confirm(key).expect(200);
        confirm(key).expect(400);
    }
}
