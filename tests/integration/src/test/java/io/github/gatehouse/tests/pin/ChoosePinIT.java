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
import static io.github.gatehouse.tests.pin.PinCalls.acr;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M5: an application demands the PIN of a user who has none")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChoosePinIT {

    private TestRealm realm;
    private PinCalls calls;

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm) {
        this.realm = realm;
        calls = PinCalls.in(realm);
    }

    @Test
    @DisplayName("in a live session the password comes first, so that nobody else at the screen chooses one")
    void thePasswordComesFirst(Browser browser) {
        TestUser user = realm.user("without").create();
        Page page = browser.page();
        calls.open(page);
        browser.fillSignInForm(page, user);
        calls.answer(page);

        calls.openProtected(page);
        assertThat(page.locator("#pin")).not().isVisible();
        page.locator("#password").fill(user.password());
        page.locator("#kc-login").click();

        choose(page, "123456", "123456");
        assertThat(page.locator("#input-error-pin")).containsText("series");
        choose(page, PinCalls.PIN, "194837");
        assertThat(page.locator("#input-error-pin-again")).containsText("not the same");
        assertThat(calls.isConfigured(user)).isFalse();
        choose(page, PinCalls.PIN, PinCalls.PIN);
        assertThat(acr(calls.tokens(page))).isEqualTo(PinCalls.ACR);
        assertThat(calls.isConfigured(user)).isTrue();
    }

    @Test
    void aPinThatIsRemovedMeanwhileOpensNothing(Browser browser) {
        TestUser user = calls.userWithPin("removed-meanwhile");
        Page page = browser.page();
        calls.open(page);
        browser.fillSignInForm(page, user);
        calls.answer(page);
        calls.openProtected(page);
        assertThat(page.locator("#pin")).isVisible();
        calls.remove(user.accessToken()).expect(204);
        // As the page on which a PIN is chosen would send it.
        page.evaluate(
                "pin => { const again = document.createElement('input'); again.name = 'pin-again';"
                        + " again.value = pin; document.querySelector('#pin').form.append(again); }",
                PinCalls.PIN);
        calls.enterPin(page, PinCalls.PIN);
        assertThat(page.getByText("you have none yet")).isVisible();
        assertThat(page.locator("#pin")).not().isVisible();
        assertThat(calls.isConfigured(user)).isFalse();
        assertThat(page.url()).doesNotContain("code=");
    }

    private static void choose(Page page, String pin, String again) {
        page.locator("#pin").fill(pin);
        page.locator("#pin-again").fill(again);
        page.locator("#kc-login").click();
    }
}
