package io.github.gatehouse.tests.securitylog;

import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@GatehouseTest
@DisplayName("L1: a user at the page Security log of the account console")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityLogConsoleIT {

    private TestRealm realm;
    private SecurityLogCalls log;

    @BeforeAll
    void aRealmWithTheConsole(TestRealm realm) {
        this.realm = realm;
        this.log = new SecurityLogCalls(realm);
        realm.update(r -> r.put("accountTheme", "gatehouse"));
    }

    @Test
    @DisplayName("reads what happened, in sentences, and filters it")
    void readsAndFilters(Browser browser) {
        TestUser alice = userWithAStory("alice");
        Page page = browser.page();
        open(browser, page, alice);
        assertThat(row(page, 0)).containsText("You signed in");
        assertThat(row(page, 0)).containsText("This session");
        assertThat(row(page, 0)).containsText("127.0.0.1");
        assertThat(rows(page).filter(with("Your password was changed")).first()).containsText("By administrator admin");
        assertThat(rows(page).filter(with("wrong password or code"))).containsText("Failed");
        Assertions.assertThat(fits(page)).isTrue();

        page.getByLabel("Events").selectOption("failed-attempt");
        assertThat(rows(page)).hasCount(1);
        page.getByLabel("Events").selectOption("lockout");
        assertThat(page.getByText("No events match")).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show all events"))
                .click();
        assertThat(row(page, 0)).containsText("You signed in");
    }

    @Test
    @DisplayName("turns pages, on a telephone and in the dark")
    void turnsPagesOnATelephone(Browser browser) {
        TestUser bob = userWithAStory("bob");
        for (int i = 0; i < 25; i++) {
            log.event("type", "LOGIN", "user", bob.id()).send().expect(204);
        }
        Page page = browser.page(Browser.PHONE, true);
        open(browser, page, bob);
        assertThat(rows(page)).hasCount(20);
        Assertions.assertThat(fits(page)).isTrue();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Next page"))
                .click();
        assertThat(rows(page).filter(with("Your account was created"))).hasCount(1);
        Assertions.assertThat(fits(page)).isTrue();
    }

    private TestUser userWithAStory(String name) {
        TestUser user = realm.user(name).create();
        user.trySignIn("wrong");
        realm.admin()
                .put("/users/" + user.id() + "/reset-password")
                .json(Map.of("type", "password", "value", user.password(), "temporary", false))
                .send()
                .expect(204);
        return user;
    }

    private void open(Browser browser, Page page, TestUser user) {
        browser.signIn(page, realm, user);
        page.navigate(browser.accountConsole(realm) + "security/log");
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Security log"))
                .waitFor();
        row(page, 0).waitFor();
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Locator rows(Page page) {
        return page.getByRole(
                        AriaRole.TABLE,
                        new Page.GetByRoleOptions().setName("Security log").setExact(true))
                .locator("tbody tr");
    }

    private static Locator row(Page page, int index) {
        return rows(page).nth(index);
    }

    private static boolean fits(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    }
}
