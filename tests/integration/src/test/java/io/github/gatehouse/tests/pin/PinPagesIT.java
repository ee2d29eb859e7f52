package io.github.gatehouse.tests.pin;

import java.nio.file.Path;

import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.Browser.Viewport;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X10: the pages of the PIN")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinPagesIT {

    private TestRealm realm;
    private PinCalls calls;
    private TestUser withPin;
    private TestUser without;

    @BeforeAll
    void usersWithAndWithoutPin(TestRealm realm) {
        this.realm = realm;
        calls = PinCalls.in(realm);
        realm.update(r -> r.put("displayName", "Acme"));
        withPin = calls.userWithPin("with-pin");
        without = realm.user("without-pin").create();
    }

    @ParameterizedTest(name = "{0}, {1} pixels wide, dark: {2}")
    @CsvSource({
        "keycloak.v2, 1280, false",
        "keycloak.v2, 1280, true",
        "keycloak.v2, 400, false",
        "keycloak.v2, 400, true",
        "keycloak, 1280, false",
        "base, 1280, false"
    })
    void renderInEachTheme(String theme, int width, boolean isDark, Browser browser) {
        realm.update(r -> r.put("loginTheme", theme));
        String name = "pin-" + theme + "-" + width + (isDark ? "-dark" : "");

        Page page = browser.page(new Viewport(width, 900), isDark);
        calls.openProtected(page);
        browser.fillSignInForm(page, withPin);
        assertThat(page.locator("#pin")).isFocused();
        assertThat(page.locator("#pin")).hasAttribute("type", "password");
        assertThat(page.locator("#pin")).hasAttribute("inputmode", "numeric");
        assertThat(page.locator("label[for=pin]")).containsText("PIN");
        calls.enterPin(page, "194837");
        assertThat(page.locator("#input-error-pin")).containsText("Wrong PIN.");
        picture(page, name);
        fits(page, width);
        calls.enterPin(page, PinCalls.PIN);
        calls.answer(page);

        Page choosing = browser.page(new Viewport(width, 900), isDark);
        calls.openProtected(choosing);
        browser.fillSignInForm(choosing, without);
        choosing.locator("#pin").fill("123456");
        choosing.locator("#kc-login").click();
        assertThat(choosing.locator("#input-error-pin")).containsText("123456 or 112233");
        picture(choosing, name + "-choose");
        fits(choosing, width);
    }

    @ParameterizedTest
    @CsvSource({"de, PIN eingeben", "fr, Saisissez votre code PIN", "es, Introduzca su PIN", "ru, Введите ПИН-код"})
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
        calls.open(page, "acr_values", PinCalls.ACR, "ui_locales", language);
        browser.fillSignInForm(page, withPin);
        assertThat(page.locator("#kc-page-title")).containsText(title);
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
