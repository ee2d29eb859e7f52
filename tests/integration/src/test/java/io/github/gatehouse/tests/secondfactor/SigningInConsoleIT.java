package io.github.gatehouse.tests.secondfactor;

import java.time.Duration;
import java.util.regex.Pattern;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@GatehouseTest
@DisplayName("M1: a user at the page Signing in of the account console")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningInConsoleIT {

    private TestRealm realm;
    private SecondFactorRealm factors;

    @BeforeAll
    void aRealmThatOffersEverySecondStep(TestRealm realm) {
        this.realm = realm;
        factors = SecondFactorRealm.in(realm);
    }

    @Test
    @DisplayName(
            "switches two-factor authentication on by QR code or key and a code, is asked for a code, and switches it off again")
    void switchesTwoFactorAuthenticationOnAndOff(Browser browser) {
        TestUser alice = realm.user("alice").create();
        SigningInPage page = SigningInPage.signIn(browser, browser.page(), realm, alice);
        assertThat(page.twoFactor()).containsText("Off: whoever knows your password can sign in.");

        page.click("Turn on");
        AuthenticatorApp phone = page.setUpApp("Phone");
        assertThat(page.tab()).hasURL(Pattern.compile("/account/security/signing-in$"));
        assertThat(page.twoFactor()).containsText("On: authenticator app");

        Page elsewhere = browser.page();
        elsewhere.navigate(browser.accountConsole(realm));
        browser.fillSignInForm(elsewhere, alice);
        elsewhere.locator("#otp").fill(phone.code());
        elsewhere.locator("#kc-login").click();
        assertThat(elsewhere.getByTestId("page-header")).isVisible();

        page.click("Turn off");
        assertThat(page.dialog()).containsText("Your password alone is then enough to sign in.");
        page.confirm("Turn off");
        assertThat(page.tab().getByText("Two-factor authentication is off.")).isVisible();
        assertThat(page.twoFactor()).containsText("Off: whoever knows your password can sign in.");
        Assertions.assertThat(factors.types(alice)).containsExactly("password");
        browser.signIn(browser.page(), realm, alice);
    }

    @Test
    @DisplayName("adds a second app and recovery codes, replaces those, and removes one after the other")
    void addsAndRemovesSecondSteps(Browser browser) {
        TestUser bob = realm.user("bob").create();
        SigningInPage page = SigningInPage.signIn(browser, browser.page(), realm, bob);
        page.click("Turn on");
        page.setUpApp("Phone");
        page.click("Add an authenticator app");
        page.setUpApp("Tablet");
        assertThat(page.twoFactor()).containsText("On: 2 authenticator apps");
        assertThat(page.twoFactor()).containsText("You have no recovery codes.");
        page.click("Get recovery codes");
        page.storeRecoveryCodes();
        assertThat(page.twoFactor()).containsText("On: 2 authenticator apps, 12 recovery codes left");
        page.click("Replace them with new codes");
        page.storeRecoveryCodes();
        assertThat(page.tab().getByText("Your change was saved.")).isVisible();
        Assertions.assertThat(factors.types(bob)).containsExactly("otp", "otp", "password", "recovery-authn-codes");

        page.click("Remove Tablet");
        assertThat(page.dialog()).containsText("Your other second steps stay.");
        page.confirm("Remove");
        assertThat(page.twoFactor()).containsText("On: authenticator app, 12 recovery codes left");

        page.click("Remove Phone");
        assertThat(page.dialog()).containsText("This is your only second step");
        page.confirm("Remove");
        assertThat(page.twoFactor()).containsText("Off: whoever knows your password can sign in.");
        Assertions.assertThat(factors.types(bob)).containsExactly("password");
    }

    @Test
    @DisplayName("a wrong code switches nothing on, and giving up changes nothing")
    void needsTheRightCode(Browser browser) {
        TestUser carol = realm.user("carol").create();
        SigningInPage page = SigningInPage.signIn(browser, browser.page(), realm, carol);
        page.click("Turn on");
        AuthenticatorApp app = page.readKey();
        page.typeCode(app.wrongCode(), "Phone");
        assertThat(page.tab().locator("#input-error-otp-code")).isVisible();
        page.tab().locator("#cancelTOTPBtn").click();
        assertThat(page.twoFactor()).containsText("Off: whoever knows your password can sign in.");
        assertThat(page.tab().getByText("was saved")).isHidden();
        Assertions.assertThat(factors.types(carol)).containsExactly("password");
    }

    @Test
    @DisplayName(
            "★ a sign-in that is too long ago is repeated, code included, and the dialog comes back without having done anything")
    void signsInAgainBeforeSwitchingOff(Browser browser, TestServer server) {
        TestUser dora = realm.user("dora").create();
        SigningInPage page = SigningInPage.signIn(browser, browser.page(), realm, dora);
        page.click("Turn on");
        AuthenticatorApp phone = page.setUpApp("Phone");
        server.time().advance(Duration.ofMinutes(6));

        page.click("Turn off");
        page.confirm("Turn off");
        page.tab().locator("#password").fill(dora.password());
        page.tab().locator("#kc-login").click();
        page.tab().locator("#otp").fill(phone.code());
        page.tab().locator("#kc-login").click();

        assertThat(page.dialog()).containsText("Turn off two-factor authentication?");
        Assertions.assertThat(factors.types(dora))
                .as("nothing is removed behind the user's back")
                .containsExactly("otp", "password");
        page.confirm("Turn off");
        assertThat(page.twoFactor()).containsText("Off: whoever knows your password can sign in.");
        Assertions.assertThat(factors.types(dora)).containsExactly("password");
    }

    @Test
    void addsAPasskey(Browser browser) {
        TestUser eve = realm.user("eve").create();
        Page tab = browser.page();
        browser.addVirtualAuthenticator(tab);
        SigningInPage page = SigningInPage.signIn(browser, tab, realm, eve);
        assertThat(page.card("Passkeys")).containsText("None yet.");
        page.click("Add a passkey");
        register(tab, "Laptop");
        assertThat(tab.getByText("Laptop was saved.")).isVisible();
        assertThat(page.card("Passkeys")).containsText("One passkey: it lets you sign in without a password.");
        assertThat(page.twoFactor()).containsText("Off: whoever knows your password can sign in.");
    }

    @Test
    void addsASecurityKeyAsSecondStep(Browser browser) {
        TestUser frank = realm.user("frank").create();
        Page tab = browser.page();
        browser.addVirtualAuthenticator(tab);
        SigningInPage page = SigningInPage.signIn(browser, tab, realm, frank);
        page.click("Add a security key");
        register(tab, "Blue key");
        assertThat(page.twoFactor()).containsText("On: security key");
        Assertions.assertThat(factors.types(frank)).containsExactly("password", "webauthn");
    }

    @Test
    void changesThePasswordAndSeesThatItWasChanged(Browser browser) {
        TestUser gina = realm.user("gina").create();
        SigningInPage page = SigningInPage.signIn(browser, browser.page(), realm, gina);
        page.click("Change password");
        page.tab().locator("#password-new").fill("Another-gina-2026!");
        page.tab().locator("#password-confirm").fill("Another-gina-2026!");
        page.tab().locator("[type=submit]").first().click();
        assertThat(page.tab().getByText("Your change was saved.")).isVisible();
        assertThat(page.card("Password")).containsText("Last changed now");
        Assertions.assertThat(gina.trySignIn("Another-gina-2026!").status()).isEqualTo(200);
    }

    @Test
    void comesHereFromTheAddressOfKeycloaksOwnPage(Browser browser) {
        TestUser hugo = realm.user("hugo").create();
        Page tab = browser.page();
        browser.signIn(tab, realm, hugo);
        tab.navigate(browser.accountConsole(realm) + "account-security/signing-in");
        assertThat(tab).hasURL(Pattern.compile("/account/security/signing-in$"));
        assertThat(tab.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Two-factor authentication")))
                .isVisible();
    }

    @Test
    @DisplayName("X10: needs no horizontal scrolling on a phone, dialogs included")
    void fitsAPhone(Browser browser) {
        TestUser ida = realm.user("ida").create();
        SigningInPage page = SigningInPage.signIn(browser, browser.page(Browser.PHONE, true), realm, ida);
        factors.giveApp(ida, "a-rather-long-name-without-any-place-to-break-it-in-two-halves");
        factors.giveSecurityKey(ida, "Key");
        factors.giveRecoveryCodes(ida);
        page.tab().reload();
        assertThat(page.twoFactor()).containsText("8 recovery codes left");
        Assertions.assertThat(fits(page.tab())).isTrue();
        page.click("Turn off");
        assertThat(page.dialog()).isVisible();
        Assertions.assertThat(fits(page.tab())).isTrue();
    }

    private static boolean fits(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    }

    /** On Keycloak's page for a passkey or security key: presses the button, and names the key when the browser asks. */
    private static void register(Page page, String label) {
        page.onDialog((Dialog dialog) -> dialog.accept(label));
        Browser.registerPasskey(page);
    }
}
