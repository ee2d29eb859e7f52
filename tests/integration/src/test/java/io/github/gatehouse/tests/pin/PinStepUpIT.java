package io.github.gatehouse.tests.pin;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.gatehouse.tests.pin.PinCalls.acr;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M5: an application demands the PIN")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinStepUpIT {

    private TestRealm realm;
    private PinCalls calls;

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm) {
        this.realm = realm;
        calls = PinCalls.in(realm);
        realm.enableEvents();
    }

    @Test
    void withoutTheDemandNobodyIsAskedForIt(Browser browser) {
        TestUser user = calls.userWithPin("not-asked");
        Page page = browser.page();
        calls.open(page);
        browser.fillSignInForm(page, user);
        assertThat(acr(calls.tokens(page))).isEqualTo("1");
        calls.open(page);
        assertThat(acr(calls.tokens(page))).isEqualTo("0");
    }

    @Test
    void aUserWhoIsNotSignedInSignsInAndThenEntersThePin(Browser browser) {
        TestUser user = calls.userWithPin("from-outside");
        Page page = browser.page();
        calls.openProtected(page);
        browser.fillSignInForm(page, user);
        assertThat(page.locator("#kc-attempted-username")).hasValue("from-outside");
        calls.enterPin(page, PinCalls.PIN);
        assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);
    }

    @Test
    void aUserWhoIsSignedInIsAskedForThePinAlone(Browser browser) {
        TestUser user = calls.userWithPin("inside");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        assertThat(page.locator("#password")).not().isVisible();
        calls.enterPin(page, PinCalls.PIN);
        assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);
    }

    @Test
    void aWrongPinIsRefusedAtTheField(Browser browser) {
        TestUser user = calls.userWithPin("wrong");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        calls.enterPin(page, "194837");
        assertThat(page.locator("#input-error-pin")).containsText("Wrong PIN.");
        calls.enterPin(page, "");
        assertThat(page.locator("#input-error-pin")).containsText("Please enter a PIN.");
        calls.enterPin(page, PinCalls.PIN);
        assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);
        assertThat(realm.events().stream()
                        .filter(event -> user.id().equals(event.path("userId").asText()))
                        .filter(event -> event.get("type").asText().equals("LOGIN_ERROR"))
                        .toList())
                .singleElement()
                .satisfies(event -> assertThat(event.get("error").asText()).isEqualTo("invalid_user_credentials"))
                .satisfies(event -> assertThat(event.toString()).doesNotContain("194837"));
    }

    @Test
    @DisplayName("for five minutes it is not asked for again, then it is; a setting says how long")
    void theMaximumAgeIsKept(Browser browser, TestServer server) {
        TestUser user = calls.userWithPin("ageing");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        calls.enterPin(page, PinCalls.PIN);
        calls.tokens(page);

        server.time().advance(Duration.ofSeconds(290));
        calls.openProtected(page);
        assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);

        server.time().advance(Duration.ofSeconds(15));
        calls.openProtected(page);
        assertThat(page.locator("#pin")).isVisible();
        realm.attribute("gatehouse.pin.maxAgeSeconds", "600");
        try {
            calls.openProtected(page);
            assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);
        } finally {
            realm.attribute("gatehouse.pin.maxAgeSeconds", null);
        }
    }

    @Test
    void refreshedTokensForgetItAfterItsMaximumAge(Browser browser, TestServer server) {
        TestUser user = calls.userWithPin("refreshing");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        calls.enterPin(page, PinCalls.PIN);
        JsonNode tokens = calls.tokens(page);
        server.time().advance(Duration.ofSeconds(200));
        tokens = calls.refresh(tokens);
        assertThat(acr(tokens)).isEqualTo(PinCalls.ACR);
        server.time().advance(Duration.ofSeconds(101));
        assertThat(acr(calls.refresh(tokens))).isEqualTo("0");
    }

    @Test
    void aReplacedPinHasToBeEnteredAnew(Browser browser) {
        TestUser user = calls.userWithPin("replaced");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        calls.enterPin(page, PinCalls.PIN);
        JsonNode tokens = calls.tokens(page);
        calls.set(user.accessToken(), "194837").expect(204);
        assertThat(acr(calls.refresh(tokens))).isEqualTo("0");
        calls.openProtected(page);
        calls.enterPin(page, PinCalls.PIN);
        assertThat(page.locator("#input-error-pin")).isVisible();
        calls.enterPin(page, "194837");
        assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);
    }

    @Test
    void aRemovedPinCountsNoMore(Browser browser) {
        TestUser user = calls.userWithPin("removed");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        calls.enterPin(page, PinCalls.PIN);
        JsonNode tokens = calls.tokens(page);
        calls.remove(user.accessToken()).expect(204);
        assertThat(acr(calls.refresh(tokens))).isEqualTo("0");
    }

    @Test
    @DisplayName("where the maximum age cannot be understood, the PIN is asked for each time")
    void aMaximumAgeThatCannotBeUnderstoodIsNone(Browser browser, TestServer server) {
        TestUser user = calls.userWithPin("no-age");
        Page page = signedIn(browser, user);
        realm.attribute("gatehouse.pin.maxAgeSeconds", "soon");
        try {
            calls.openProtected(page);
            calls.enterPin(page, PinCalls.PIN);
            calls.tokens(page);
            server.time().advance(Duration.ofSeconds(5));
            calls.openProtected(page);
            assertThat(page.locator("#pin")).isVisible();
        } finally {
            realm.attribute("gatehouse.pin.maxAgeSeconds", null);
        }
    }

    @Test
    @DisplayName("the PIN is no fresh sign-in: what asks for one, and max_age, still do")
    void thePinIsNoSignIn(Browser browser, TestServer server) {
        TestUser user = calls.userWithPin("no-sign-in");
        Page page = signedIn(browser, user);
        calls.open(page);
        long signedInAt = authTime(calls.tokens(page));
        server.time().advance(Duration.ofMinutes(10));
        calls.openProtected(page);
        calls.enterPin(page, PinCalls.PIN);
        assertThat(authTime(calls.tokens(page))).isEqualTo(signedInAt);
        calls.open(page, "max_age", "300");
        assertThat(page.locator("#password")).isVisible();
    }

    @Test
    void promptLoginAsksForPasswordAndPin(Browser browser) {
        TestUser user = calls.userWithPin("prompted");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        calls.enterPin(page, PinCalls.PIN);
        calls.tokens(page);
        calls.open(page, "acr_values", PinCalls.ACR, "prompt", "login");
        page.locator("#password").fill(user.password());
        page.locator("#kc-login").click();
        calls.enterPin(page, PinCalls.PIN);
        assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);
    }

    @Test
    @DisplayName("max_age beside the demand for the PIN asks for the password as well")
    void anOldSignInIsNotMadeUpForByThePin(Browser browser, TestServer server) {
        TestUser user = calls.userWithPin("old-sign-in");
        Page page = signedIn(browser, user);
        server.time().advance(Duration.ofMinutes(10));
        calls.open(page, "acr_values", PinCalls.ACR, "max_age", "300");
        assertThat(page.locator("#password")).isVisible();
        assertThat(page.locator("#pin")).not().isVisible();
    }

    @Test
    void promptNoneIsAnsweredWithAnError(Browser browser) {
        TestUser user = calls.userWithPin("silent");
        Page page = signedIn(browser, user);
        calls.open(page, "acr_values", PinCalls.ACR, "prompt", "none");
        assertThat(calls.answer(page)).contains("error=login_required").doesNotContain("code=");
    }

    @Test
    @DisplayName("the scope adds the time at which it was entered, and proves nothing by itself")
    void theScopeAddsTheTime(Browser browser, TestServer server) {
        TestUser user = calls.userWithPin("scoped");
        Page page = signedIn(browser, user);
        calls.open(page, "scope", "openid gatehouse-pin");
        JsonNode before = PinCalls.claims(calls.tokens(page));
        assertThat(before.has("gatehouse_pin_time")).isFalse();
        assertThat(before.get("scope").asText()).doesNotContain("gatehouse-pin");
        calls.open(page, "scope", "openid gatehouse-pin", "acr_values", PinCalls.ACR);
        calls.enterPin(page, PinCalls.PIN);
        assertThat(PinCalls.claims(calls.tokens(page)).get("gatehouse_pin_time").asLong())
                .isCloseTo(server.time().now().getEpochSecond(), org.assertj.core.data.Offset.offset(30L));
    }

    private static long authTime(JsonNode tokens) {
        return PinCalls.claims(tokens).get("auth_time").asLong();
    }

    private Page signedIn(Browser browser, TestUser user) {
        Page page = browser.page();
        calls.open(page);
        browser.fillSignInForm(page, user);
        calls.answer(page);
        return page;
    }
}
