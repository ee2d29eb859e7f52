package io.github.gatehouse.tests.secondfactor;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The page "Signing in" of the account console, and the pages of Keycloak to which it leads. */
final class SigningInPage {

    private final Page page;

    private SigningInPage(Page page) {
        this.page = page;
    }

    /** Opens the page in that tab, where the user signs in with name and password. */
    static SigningInPage signIn(Browser browser, Page tab, TestRealm realm, TestUser user) {
        browser.signIn(tab, realm, user);
        tab.navigate(browser.accountConsole(realm) + "security/signing-in");
        // The console goes to the server and back once more before it shows anything.
        tab.getByRole(AriaRole.REGION).first().waitFor();
        return new SigningInPage(tab);
    }

    Page tab() {
        return page;
    }

    Locator card(String name) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
    }

    Locator twoFactor() {
        return card("Two-factor authentication");
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    void confirm(String verb) {
        dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb))
                .click();
    }

    /** On Keycloak's page for an authenticator app: reads the key as text, as who cannot scan the picture does. */
    AuthenticatorApp readKey() {
        assertThat(page.locator("#kc-totp-secret-qr-code")).isVisible();
        page.locator("#mode-manual").click();
        Locator key = page.locator("#kc-totp-secret-key");
        assertThat(key).isVisible();
        return AuthenticatorApp.withKey(key.innerText());
    }

    void typeCode(String code, String label) {
        page.locator("#totp").fill(code);
        page.locator("#userLabel").fill(label);
        page.locator("#saveTOTPBtn").click();
    }

    /** Reads the key of a new authenticator app, types its code, and is back on this page. */
    AuthenticatorApp setUpApp(String label) {
        AuthenticatorApp app = readKey();
        typeCode(app.code(), label);
        assertThat(page.getByText(label + " was saved.")).isVisible();
        return app;
    }

    /** On Keycloak's page with new recovery codes: says that they are stored. */
    void storeRecoveryCodes() {
        page.locator("#kcRecoveryCodesConfirmationCheck").check();
        page.locator("#saveRecoveryAuthnCodesBtn").click();
    }
}
