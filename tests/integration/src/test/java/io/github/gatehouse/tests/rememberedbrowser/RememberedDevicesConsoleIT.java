package io.github.gatehouse.tests.rememberedbrowser;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@GatehouseTest
@DisplayName("M6: a user at the page Remembered devices of the account console")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RememberedDevicesConsoleIT {

    private TestRealm realm;

    @BeforeAll
    void aRealmThatRemembersBrowsers(TestRealm realm) {
        this.realm = realm;
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("mfa", Map.of("trustedDeviceMonths", 1), "loginTokens", Map.of("days", 30)))
                .send()
                .expect(200);
        realm.update(r -> r.put("accountTheme", "gatehouse").put("webAuthnPolicyPasswordlessPasskeysEnabled", true));
        realm.enableRequiredAction("webauthn-register-passwordless");
    }

    @Test
    @DisplayName("sees this browser twice, as trusted device and saved sign-in, and removes the one and the other")
    void seesAndRemovesThisBrowser(Browser browser) {
        Totp app = new Totp("alice's authenticator app");
        TestUser alice = realm.user("alice").authenticatorApp(app).create();
        Page page = browser.page();
        signIn(browser, page, alice);
        page.locator("#otp").fill(app.code());
        page.locator("#kc-login").click();
        page.locator("#trustDevice").check();
        page.locator("#keepSignedIn").check();
        page.locator("#gatehouse-continue").click();
        openDevices(browser, page);

        assertThat(row(page, "Trusted device")).containsText("This device");
        assertThat(row(page, "Trusted device")).containsText("127.0.0.1");
        assertThat(row(page, "Saved sign-in")).containsText("This device");
        Assertions.assertThat(fits(page)).isTrue();

        remove(page, "Saved sign-in");
        assertThat(dialog(page)).containsText("asks for your password again");
        confirm(page, "Remove");
        assertThat(row(page, "Saved sign-in")).hasCount(0);

        button(page, "Remove all trusted devices").click();
        confirm(page, "Remove all");
        assertThat(page.getByText("No device is trusted any more.")).isVisible();
        assertThat(page.getByText("No remembered devices")).isVisible();

        page.context()
                .clearCookies(new com.microsoft.playwright.BrowserContext.ClearCookiesOptions()
                        .setName(Pattern.compile("^(?!GATEHOUSE).*")));
        signIn(browser, page, alice);
        // The second factor is asked for again.
        assertThat(page.locator("#otp")).isVisible();
    }

    @Test
    @DisplayName("★ removes a passkey after a fresh sign-in and coming back to the dialog")
    void removesAPasskeyAfterAFreshSignIn(Browser browser, TestServer server) {
        TestUser bob = realm.user("bob").create();
        Page page = browser.page(Browser.PHONE, true);
        browser.addVirtualAuthenticator(page);
        signIn(browser, page, bob);
        page.locator("#gatehouse-continue").click();
        page.navigate(browser.accountConsole(realm) + "security/signing-in");
        button(page, "Add a passkey").click();
        page.onDialog(dialog -> dialog.accept("Laptop"));
        Browser.registerPasskey(page);
        assertThat(page.getByText("Laptop was saved.")).isVisible();
        openDevices(browser, page);
        assertThat(row(page, "Passkey")).containsText("Laptop");
        Assertions.assertThat(fits(page)).isTrue();

        server.time().advance(Duration.ofMinutes(6));
        remove(page, "Passkey");
        confirm(page, "Remove");
        page.locator("#password").fill(bob.password());
        page.locator("#kc-login").click();
        page.locator("#gatehouse-continue").or(dialog(page)).first().waitFor();
        if (page.locator("#gatehouse-continue").isVisible()) {
            page.locator("#gatehouse-continue").click();
        }
        assertThat(dialog(page)).containsText("Remove Laptop?");
        Assertions.assertThat(bob.credentials())
                .as("nothing is removed behind the user's back")
                .hasSize(2);
        confirm(page, "Remove");
        assertThat(page.getByText("No remembered devices")).isVisible();
        Assertions.assertThat(bob.credentials()).hasSize(1);
    }

    private void signIn(Browser browser, Page page, TestUser user) {
        page.navigate(browser.accountConsole(realm));
        browser.fillSignInForm(page, user);
    }

    private void openDevices(Browser browser, Page page) {
        assertThat(page.getByTestId("page-header")).isVisible();
        page.navigate(browser.accountConsole(realm) + "security/devices");
    }

    private static Locator row(Page page, String kind) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(kind));
    }

    private static void remove(Page page, String kind) {
        row(page, kind)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Remove ")))
                .click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator dialog(Page page) {
        return page.getByRole(AriaRole.DIALOG);
    }

    private static void confirm(Page page, String verb) {
        dialog(page)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb))
                .click();
    }

    private static boolean fits(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    }
}
