package io.github.gatehouse.tests.sessionhistory;

import java.time.Duration;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
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
@DisplayName("S1, S2, S3: a user at the page Sessions of the account console")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsConsoleIT {

    private static final Browser.Viewport NARROW = new Browser.Viewport(400, 800);
    private static final String ACTIVE = "Active sessions";
    private static final String COMPLETED = "Completed sessions";

    private TestRealm realm;
    private SessionCalls calls;

    @BeforeAll
    void aRealmWithTheConsole(TestRealm realm) {
        this.realm = realm;
        calls = new SessionCalls(realm);
        realm.update(r -> r.put("accountTheme", "gatehouse"));
    }

    @Test
    @DisplayName("sees the sessions of two browsers and ends the other one, which then has to sign in again")
    void endsOne(Browser browser) {
        TestUser alice = calls.user("alice");
        Page other = browser.page();
        browser.signIn(other, realm, alice);
        Page page = browser.page();
        browser.signIn(page, realm, alice);
        openSessions(browser, page);

        assertThat(rows(page, ACTIVE)).hasCount(2);
        assertThat(rows(page, ACTIVE).first()).containsText("This session");
        assertThat(rows(page, ACTIVE).first()).containsText("Account Console");
        assertThat(rows(page, ACTIVE).nth(1)).containsText("Chrome");
        assertThat(rows(page, ACTIVE).nth(1)).containsText("127.0.0.1");
        assertThat(rows(page, ACTIVE).nth(1)).not().containsText("This session");

        rows(page, ACTIVE)
                .nth(1)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^End ")))
                .click();
        assertThat(dialog(page)).containsText("signed out at once");
        confirm(page, "End");
        assertThat(rows(page, ACTIVE)).hasCount(1);
        assertThat(rows(page, COMPLETED)).hasCount(1);
        assertThat(rows(page, COMPLETED)).containsText("You ended it from another session.");

        other.reload();
        assertThat(other.locator("#kc-form-login")).isVisible();
        page.reload();
        assertThat(rows(page, ACTIVE)).hasCount(1);
    }

    @Test
    @DisplayName("ends all other sessions on a telephone, where nothing is wider than the screen")
    void endsAllOthers(Browser browser) {
        TestUser alice = calls.user("alice");
        Page other = browser.page();
        browser.signIn(other, realm, alice);
        alice.signIn();
        calls.offline(alice);
        Page page = browser.page(NARROW, true);
        browser.signIn(page, realm, alice);
        openSessions(browser, page);
        assertThat(rows(page, ACTIVE).first()).containsText("This session");
        assertThat(rows(page, ACTIVE).filter(new Locator.FilterOptions().setHasText("Offline access")))
                .hasCount(1);
        Assertions.assertThat(fits(page)).isTrue();

        button(page, "End all other sessions").click();
        confirm(page, "End all others");
        assertThat(page.getByText("All other sessions were ended.")).isVisible();
        assertThat(rows(page, ACTIVE)).hasCount(1);
        assertThat(rows(page, COMPLETED).first()).containsText("You ended it from another session.");
        Assertions.assertThat(fits(page)).isTrue();
        other.reload();
        assertThat(other.locator("#kc-form-login")).isVisible();
        Assertions.assertThat(calls.ofUser(alice, "active")).hasSize(1);
    }

    @Test
    @DisplayName("logs out of all devices and is at the sign-in page, like every other browser")
    void logsOutOfAllDevices(Browser browser) {
        TestUser alice = calls.user("alice");
        Page other = browser.page();
        browser.signIn(other, realm, alice);
        Page page = browser.page();
        browser.signIn(page, realm, alice);
        // The address that Keycloak's own page had.
        page.navigate(browser.accountConsole(realm) + "account-security/device-activity");
        button(page, "Log out of all devices").click();
        confirm(page, "Log out everywhere");
        assertThat(page.locator("#kc-form-login")).isVisible();
        other.reload();
        assertThat(other.locator("#kc-form-login")).isVisible();
        Assertions.assertThat(calls.ofUser(alice, "active")).isEmpty();
    }

    @Test
    @DisplayName("S3: is warned before automatic logout, can stay, and is told why when the time is over")
    void isLoggedOutAutomatically(Browser browser, TestServer server) {
        TestUser alice = calls.user("alice");
        Page page = browser.page();
        page.clock().install();
        browser.signIn(page, realm, alice);
        openSessions(browser, page);
        page.getByLabel("Sign me out when nothing is done for").selectOption("5");
        button(page, "Save").click();
        assertThat(page.getByText("after this time without activity: 5 minutes"))
                .isVisible();

        page.clock().fastForward("04:20");
        server.time().advance(Duration.ofSeconds(260));
        assertThat(dialog(page)).containsText("Are you still there?");
        confirm(page, "Stay signed in");
        assertThat(dialog(page)).not().isVisible();
        assertThat(rows(page, ACTIVE)).hasCount(1);

        page.clock().fastForward("05:10");
        assertThat(page.getByText("You were signed out")).isVisible();
        assertThat(page.getByText("for as long as you allow: 5 minutes")).isVisible();
        assertThat(page.getByTestId("page-header")).not().isVisible();
        server.time().advance(Duration.ofSeconds(310));
        button(page, "Sign in").click();
        assertThat(page.locator("#kc-form-login")).isVisible();
        Assertions.assertThat(calls.ofUser(alice, "ended"))
                .extracting(session -> session.get("endReason").asText())
                .containsExactly("automatic-logout");

        browser.fillSignInForm(page, alice);
        assertThat(rows(page, COMPLETED)).containsText("Nothing was done for as long as you allow.");
    }

    private void openSessions(Browser browser, Page page) {
        page.navigate(browser.accountConsole(realm) + "security/sessions");
    }

    private static Locator rows(Page page, String table) {
        return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(table))
                .locator("tbody")
                .getByRole(AriaRole.ROW);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator dialog(Page page) {
        return page.getByRole(AriaRole.DIALOG);
    }

    private static void confirm(Page page, String verb) {
        dialog(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(verb).setExact(true))
                .click();
    }

    private static boolean fits(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    }
}
