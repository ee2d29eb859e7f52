package io.github.gatehouse.tests.pin;

import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M5 with M1, M3 and M7: the PIN beside codes, trusted devices and login tokens")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinWithOtherStepsIT {

    private static final String REMEMBERED = "GATEHOUSE_BROWSER_";
    private static final String ESSENTIAL =
            "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"gatehouse-pin\"]}}}";

    private TestRealm realm;
    private PinCalls calls;
    private TestClient application;

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm) {
        this.realm = realm;
        calls = PinCalls.in(realm);
        realm.update(representation -> representation.put("otpPolicyCodeReusable", true));
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("mfa", Map.of("trustedDeviceMonths", 1), "loginTokens", Map.of("days", 30)))
                .send()
                .expect(200);
        application = realm.client("raw")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    private PlainBrowser demandingThePin(PlainBrowser browser) {
        return browser.authorize(application, "acr_values", PinCalls.ACR);
    }

    private JsonNode claims(PlainBrowser browser) {
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        return PinCalls.claims(browser.tokens(application).expect(200).json());
    }

    private static void assertThatPinIsAsked(PlainBrowser browser) {
        assertThat(browser.shows("pin")).as(browser.text()).isTrue();
    }

    private static void assertThatCodeIsAsked(PlainBrowser browser) {
        assertThat(browser.shows("otp")).as(browser.text()).isTrue();
    }

    private TestUser userWithPinAndApp(String name, Totp app) {
        TestUser user = realm.user(name).authenticatorApp(app).create();
        calls.set(user.accessToken(app), PinCalls.PIN).expect(204);
        return user;
    }

    @Test
    @DisplayName("password, code and PIN are asked in this order, and in the live session the PIN alone")
    void passwordThenCodeThenPin(TestServer server) {
        Totp app = new Totp("secret-of-alice-1234567890");
        TestUser alice = userWithPinAndApp("alice", app);
        PlainBrowser browser = demandingThePin(new PlainBrowser(realm)).password(alice);
        assertThatCodeIsAsked(browser);
        browser.code(app);
        assertThatPinIsAsked(browser);
        assertThat(claims(browser.submit("pin", PinCalls.PIN)).get("acr").asText())
                .isEqualTo(PinCalls.ACR);

        server.time().advance(Duration.ofMinutes(6));
        assertThatPinIsAsked(demandingThePin(browser));
        assertThat(claims(browser.submit("pin", PinCalls.PIN)).get("acr").asText())
                .isEqualTo(PinCalls.ACR);
    }

    @Test
    @DisplayName("a trusted device spares no code where the PIN is demanded")
    void aTrustedDeviceSparesNothing() {
        Totp app = new Totp("secret-of-bob-1234567890");
        TestUser bob = userWithPinAndApp("bob", app);
        PlainBrowser browser = new PlainBrowser(realm)
                .authorize(application)
                .password(bob)
                .code(app)
                .submit("trustDevice", "on", "gatehouse-answer", "")
                .restartKeeping(REMEMBERED);
        assertThatCodeIsAsked(demandingThePin(browser).password(bob));
        assertThatPinIsAsked(browser.code(app));
        assertThat(claims(browser.submit("pin", PinCalls.PIN)).get("acr").asText())
                .isEqualTo(PinCalls.ACR);
    }

    @Test
    @DisplayName("a login token does not stand in for the password where the PIN is demanded, nor the PIN for it")
    void aLoginTokenIsNotEnough(TestServer server) {
        TestUser carol = calls.userWithPin("carol");
        PlainBrowser browser = new PlainBrowser(realm)
                .authorize(application)
                .password(carol)
                .submit("keepSignedIn", "on", "gatehouse-answer", "");
        long signedInAt = claims(browser).get("auth_time").asLong();
        server.time().advance(Duration.ofHours(1));

        demandingThePin(browser.restartKeeping(REMEMBERED));
        assertThat(browser.shows("password")).as(browser.text()).isTrue();
        assertThatPinIsAsked(browser.password(carol));

        browser.restartKeeping(REMEMBERED).authorize(application);
        assertThat(claims(browser).get("auth_time").asLong()).isEqualTo(signedInAt);
        assertThatPinIsAsked(demandingThePin(browser));
        JsonNode claims = claims(browser.submit("pin", PinCalls.PIN));
        assertThat(claims.get("acr").asText()).isEqualTo(PinCalls.ACR);
        assertThat(claims.get("auth_time").asLong()).isEqualTo(signedInAt);
    }

    @Test
    @DisplayName("an essential acr is not answered without the PIN")
    void anEssentialAcrNeedsThePin() {
        TestUser dave = calls.userWithPin("dave");
        PlainBrowser browser = new PlainBrowser(realm).authorize(application).password(dave);
        if (!browser.isSignedIn()) {
            browser.submit("gatehouse-answer", "");
        }
        assertThat(claims(browser).get("acr").asText()).isEqualTo("1");

        assertThatPinIsAsked(browser.authorize(application, "claims", ESSENTIAL));
        assertThatPinIsAsked(browser.submit("pin", "194837"));
        assertThatPinIsAsked(browser.submit("pin", ""));
        assertThat(claims(browser.submit("pin", PinCalls.PIN)).get("acr").asText())
                .isEqualTo(PinCalls.ACR);
    }

    @Test
    @DisplayName("an essential acr lets a user without a PIN sign in and choose one, and nothing less")
    void anEssentialAcrMakesAUserChooseAPin() {
        TestUser erin = realm.user("erin").create();
        PlainBrowser browser = new PlainBrowser(realm)
                .authorize(application, "claims", ESSENTIAL)
                .password(erin);
        assertThat(browser.shows("pin-again")).as(browser.text()).isTrue();
        assertThat(claims(browser.submit("pin", PinCalls.PIN, "pin-again", PinCalls.PIN))
                        .get("acr")
                        .asText())
                .isEqualTo(PinCalls.ACR);
    }
}
