package io.github.gatehouse.tests.secondfactor;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M2: a second factor that is mandatory in the realm")
class MandatorySecondFactorIT {

    private static final String QUESTION = "gatehouse-second-factor";

    private final TestRealm realm;
    private final TimeTravel time;
    private final TestClient application;

    MandatorySecondFactorIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.time = server.time();
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.update(representation -> representation.put("otpPolicyCodeReusable", true));
        application = realm.client("application-" + UUID.randomUUID())
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    private void mandatory(boolean mandatory, int graceDays) {
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("mfa", Map.of("mandatory", mandatory, "graceDays", graceDays, "trustedDeviceMonths", 0)))
                .send()
                .expect(200);
    }

    private TestUser user() {
        return realm.user("user-" + UUID.randomUUID()).create();
    }

    private PlainBrowser signIn(TestUser user) {
        return new PlainBrowser(realm).authorize(application).password(user);
    }

    /** Types what the app shows for the key on the page. */
    private static void setUpAuthenticatorApp(PlainBrowser browser) {
        browser.submit("method", "CONFIGURE_TOTP");
        assertThat(browser.shows("kc-totp-settings-form")).as(browser.text()).isTrue();
        String secret = browser.page().replaceAll("(?s).*name=\"totpSecret\" value=\"([^\"]*)\".*", "$1");
        browser.submit("totpSecret", secret, "totp", new Totp(secret).code(), "userLabel", "App");
    }

    @Test
    @DisplayName("is off by default: a user without one signs in")
    void isOffByDefault() {
        mandatory(false, 0);
        assertThat(signIn(user()).isSignedIn()).isTrue();
    }

    @Test
    @DisplayName(
            "has to be set up at the next sign-in, is asked for at the one after, and cannot be put off without grace")
    void hasToBeSetUp() {
        mandatory(true, 0);
        TestUser alice = user();
        PlainBrowser browser = signIn(alice);
        assertThat(browser.shows(QUESTION)).as(browser.text()).isTrue();
        assertThat(browser.page()).doesNotContain("value=\"later\"");
        browser.submit("method", "later");
        assertThat(browser.shows(QUESTION)).isTrue();
        browser.submit("method", "no-such-method");
        assertThat(browser.shows(QUESTION)).isTrue();
        setUpAuthenticatorApp(browser);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();

        assertThat(signIn(alice).shows("kc-otp-login-form")).isTrue();
    }

    @Test
    @DisplayName("Abuse case 17: no way leads round it: a new start, the way back, the choice made and left")
    void leavesNoWayRound() {
        mandatory(true, 0);
        TestUser alice = user();
        PlainBrowser browser = signIn(alice);
        browser.authorize(application);
        assertThat(browser.isSignedIn()).isFalse();
        browser.password(alice);
        assertThat(browser.shows(QUESTION)).as(browser.text()).isTrue();
        browser.submit("method", "CONFIGURE_TOTP");
        browser.authorize(application);
        assertThat(browser.isSignedIn()).isFalse();
        browser.submit("cancel-aia", "true");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    @DisplayName("programs that sign in with a password are refused until one is set up")
    void isDemandedFromPrograms() {
        mandatory(true, 0);
        TestUser alice = user();
        assertThat(alice.trySignIn().status()).isEqualTo(400);
        mandatory(false, 0);
        assertThat(alice.trySignIn().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("can be put off during the days of grace, which begin when the user is first told")
    void canBePutOffForSomeDays() {
        mandatory(true, 7);
        TestUser alice = user();
        PlainBrowser browser = signIn(alice);
        assertThat(browser.page()).contains("value=\"later\"");
        browser.submit("method", "later");
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertThat(alice.trySignIn().status()).isEqualTo(200);

        time.advance(Duration.ofDays(6));
        assertThat(signIn(alice).submit("method", "later").isSignedIn()).isTrue();
        time.advance(Duration.ofDays(1));
        browser = signIn(alice).submit("method", "later");
        assertThat(browser.shows(QUESTION)).isTrue();
        assertThat(browser.page()).doesNotContain("value=\"later\"");
        assertThat(alice.trySignIn().status()).isEqualTo(400);
    }

    @Test
    @DisplayName("is demanded, and at once, where the settings cannot be understood")
    void isDemandedWhereTheSettingsCannotBeUnderstood() {
        mandatory(false, 7);
        realm.attribute("gatehouse.mfa.mandatory", "perhaps");
        realm.attribute("gatehouse.mfa.graceDays", "some");
        try {
            PlainBrowser browser = signIn(user());
            assertThat(browser.shows(QUESTION)).as(browser.text()).isTrue();
            browser.submit("method", "later");
            assertThat(browser.shows(QUESTION)).as(browser.text()).isTrue();
        } finally {
            realm.attribute("gatehouse.mfa.mandatory", null);
            realm.attribute("gatehouse.mfa.graceDays", null);
        }
    }

    @Test
    @DisplayName("Abuse case 17: an action that the user begins and breaks off leads round it neither")
    void isNotGotRidOfByAnActionThatIsBrokenOff() {
        mandatory(true, 0);
        TestUser alice = user();
        PlainBrowser browser = new PlainBrowser(realm)
                .authorize(application, "kc_action", "CONFIGURE_TOTP")
                .password(alice);
        for (int i = 0; i < 3 && !browser.shows(QUESTION); i++) {
            browser.submit("cancel-aia", "true");
            assertThat(browser.isSignedIn()).as(browser.text()).isFalse();
        }
        browser.authorize(application);
        assertThat(browser.isSignedIn()).as(browser.text()).isFalse();
    }

    @Test
    @DisplayName("leaves users alone who have one")
    void leavesUsersAloneWhoHaveOne() {
        mandatory(true, 0);
        Totp app = new Totp("a-secret-1234567890");
        TestUser alice =
                realm.user("user-" + UUID.randomUUID()).authenticatorApp(app).create();
        PlainBrowser browser = signIn(alice).code(app);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }
}
