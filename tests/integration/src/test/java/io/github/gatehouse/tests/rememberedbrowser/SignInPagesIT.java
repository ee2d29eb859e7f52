package io.github.gatehouse.tests.rememberedbrowser;

import java.nio.file.Path;
import java.util.Map;

import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.Browser.Viewport;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M2, M3, M7, X10: the questions at the end of a sign-in")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInPagesIT {

    private TestRealm realm;
    private SignInRealm signIn;
    private Person withSecondFactor;
    private TestUser without;

    @BeforeAll
    void aRealmThatAsksBoth(TestRealm realm) {
        this.realm = realm;
        signIn = new SignInRealm(realm);
        signIn.loginTokenDays(30);
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("mfa", Map.of("mandatory", true, "graceDays", 14, "trustedDeviceMonths", 3)))
                .send()
                .expect(200);
        realm.update(representation -> representation.put("displayName", "Acme"));
        Totp app = new Totp("a-secret-1234567890");
        withSecondFactor = new Person(realm.user("with").authenticatorApp(app).create(), app);
        without = realm.user("without").create();
    }

    @ParameterizedTest(name = "{0}, {1} pixels wide, dark: {2}")
    @CsvSource({
        "keycloak.v2, 1280, false",
        "keycloak.v2, 1280, true",
        "keycloak.v2, 400, false",
        "keycloak.v2, 360, true",
        "keycloak, 1280, false",
        "base, 1280, false"
    })
    void renderInEachTheme(String theme, int width, boolean isDark, Browser browser) {
        realm.update(r -> r.put("loginTheme", theme));
        String name = theme + "-" + width + (isDark ? "-dark" : "");

        Page page = browser.page(new Viewport(width, 900), isDark);
        page.navigate(browser.accountConsole(realm));
        browser.fillSignInForm(page, withSecondFactor.user());
        page.locator("#otp").fill(withSecondFactor.app().code());
        page.locator("#kc-login").click();
        assertThat(page.getByLabel("Do not ask for a code here for 3 months"))
                .not()
                .isChecked();
        assertThat(page.getByLabel("Keep me signed in here for 30 days")).not().isChecked();
        assertThat(page.locator("#gatehouse-this-device")).containsText("HeadlessChrome on Linux.");
        picture(page, "remember-browser-" + name);
        fits(page, width);

        Page asked = browser.page(new Viewport(width, 900), isDark);
        asked.navigate(browser.accountConsole(realm));
        browser.fillSignInForm(asked, without);
        asked.locator("#gatehouse-continue").click();
        assertThat(asked.locator("#gatehouse-CONFIGURE_TOTP")).isVisible();
        assertThat(asked.locator("#gatehouse-webauthn-register")).isVisible();
        assertThat(asked.locator("#gatehouse-later")).isVisible();
        assertThat(asked.locator("form#gatehouse-second-factor")).containsText("You have time until");
        picture(asked, "second-factor-" + name);
        fits(asked, width);
    }

    @ParameterizedTest
    @CsvSource({
        "de, Diesem Gerät vertrauen?",
        "fr, Faire confiance à cet appareil ?",
        "es, ¿Confiar en este dispositivo?",
        "ru, Доверять этому устройству?"
    })
    void speakTheUsersLanguage(String language, String title, Browser browser) {
        realm.update(r -> {
            r.put("loginTheme", "keycloak.v2");
            r.put("internationalizationEnabled", true);
            r.putArray("supportedLocales")
                    .add("en")
                    .add("de")
                    .add("fr")
                    .add("es")
                    .add("ru");
        });
        Page page = browser.page();
        page.navigate(realm.issuer() + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                + signIn.application.clientId() + "&redirect_uri=" + PlainBrowser.APPLICATION + "&ui_locales="
                + language);
        browser.fillSignInForm(page, withSecondFactor.user());
        page.locator("#otp").fill(withSecondFactor.app().code());
        page.locator("#kc-login").click();
        assertThat(page.locator("#kc-page-title")).containsText(title);
    }

    @Test
    @DisplayName("can be answered with the keyboard alone")
    void canBeAnsweredWithTheKeyboard(Browser browser) {
        realm.update(r -> r.put("loginTheme", "keycloak.v2").put("internationalizationEnabled", false));
        Page page = browser.page();
        page.navigate(browser.accountConsole(realm));
        browser.fillSignInForm(page, withSecondFactor.user());
        page.locator("#otp").fill(withSecondFactor.app().code());
        page.keyboard().press("Enter");
        page.locator("#trustDevice").focus();
        page.keyboard().press("Space");
        assertThat(page.locator("#trustDevice")).isChecked();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.locator("[data-testid='username']").waitFor();
    }

    /** Nothing is wider than the window, but for Keycloak's own hint at the user's name, which is there without being shown. */
    private static void fits(Page page, int width) {
        assertThat((Integer) page.evaluate("Math.ceil(Math.max("
                        + "...[...document.querySelectorAll('body *:not(.kc-tooltip-text)')]"
                        + ".map(element => element.getBoundingClientRect().right)))"))
                .isLessThanOrEqualTo(width);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "browser", name + ".png")));
    }
}
