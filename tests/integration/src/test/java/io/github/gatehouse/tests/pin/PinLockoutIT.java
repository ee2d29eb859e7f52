package io.github.gatehouse.tests.pin;

import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4, M5: wrong PINs count for the lockout")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinLockoutIT {

    private PinCalls calls;

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm) {
        calls = PinCalls.in(realm);
    }

    @Test
    @DisplayName(
            "after five wrong PINs neither the right one nor the password opens anything, and the page says the same")
    void fiveWrongPinsBlockTheUser(Browser browser) {
        TestUser user = calls.userWithPin("guessing");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        for (int i = 0; i < 5; i++) {
            calls.enterPin(page, "19483" + i);
            assertThat(page.locator("#input-error-pin")).containsText("Wrong PIN.");
        }
        calls.enterPin(page, PinCalls.PIN);
        assertThat(page.locator("#input-error-pin")).containsText("Wrong PIN.");
        assertThat(user.trySignIn().status()).isNotEqualTo(200);
    }

    @Test
    @DisplayName("the right PIN in a live session does not forget earlier failures")
    void theRightPinForgetsNothing(Browser browser) {
        TestUser user = calls.userWithPin("patient");
        Page page = signedIn(browser, user);
        calls.openProtected(page);
        for (int i = 0; i < 4; i++) {
            calls.enterPin(page, "19483" + i);
            assertThat(page.locator("#input-error-pin")).isVisible();
        }
        calls.enterPin(page, PinCalls.PIN);
        calls.answer(page);
        assertThat(user.trySignIn("wrong").status()).isNotEqualTo(200);
        assertThat(user.trySignIn().status()).isNotEqualTo(200);
    }

    private Page signedIn(Browser browser, TestUser user) {
        Page page = browser.page();
        calls.open(page);
        browser.fillSignInForm(page, user);
        calls.answer(page);
        return page;
    }
}
