package io.github.gatehouse.tests.apitoken;

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
@DisplayName("A1, A2, A4: a user at the page API tokens of the account console")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokenConsoleIT {

    private TestRealm realm;
    private ApiTokenCalls calls;

    @BeforeAll
    void aRealmWithTheTheme(TestRealm realm) {
        this.realm = realm;
        calls = new ApiTokenCalls(realm);
        realm.realmRole("reports-reader");
        realm.update(r -> r.put("accountTheme", "gatehouse").put("accessTokenLifespan", 3600));
    }

    @Test
    void createsRenewsAndRevokesAToken(Browser browser) {
        TestUser alice = realm.user("alice").realmRoles("reports-reader").create();
        Page page = browser.page();
        browser.signIn(page, realm, alice);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Test User"))
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Security"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/account/security$"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Manage API tokens"))
                .click();
        assertThat(page.getByText("No API tokens yet")).isVisible();

        fillIn(page, "ci-runner");
        confirm(page, "Create token");
        String token = storedSecret(page);
        Assertions.assertThat(calls.verify(token).status()).isEqualTo(200);

        Locator row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile("ci-runner")));
        assertThat(row).containsText("reports-reader");
        assertThat(row).containsText("Active");
        page.reload();
        assertThat(row).isVisible();
        assertThat(row).not().containsText("Never");
        Assertions.assertThat(page.content()).doesNotContain(token);
        Assertions.assertThat(page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
                        .toString())
                .doesNotContain(token);

        action(page, "ci-runner", "Renew");
        confirm(page, "Renew");
        String renewed = storedSecret(page);
        Assertions.assertThat(renewed).isNotEqualTo(token);
        Assertions.assertThat(calls.verify(renewed).status()).isEqualTo(200);
        Assertions.assertThat(calls.verify(token).status()).isEqualTo(401);

        action(page, "ci-runner", "Revoke");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Programs that use ci-runner stop working at once.");
        confirm(page, "Revoke");
        assertThat(page.getByText("ci-runner was revoked.")).isVisible();
        Assertions.assertThat(calls.verify(renewed).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("A2: a sign-in that is too long ago is repeated, and the dialog comes back filled in")
    void signsInAgainAndFindsTheDialogFilledIn(Browser browser, TestServer server) {
        TestUser bob = realm.user("bob").realmRoles("reports-reader").create();
        Page page = browser.page();
        browser.signIn(page, realm, bob);
        page.navigate(browser.accountConsole(realm) + "security/api-tokens");
        assertThat(page.getByText("No API tokens yet")).isVisible();
        server.time().advance(Duration.ofMinutes(6));

        fillIn(page, "nightly");
        confirm(page, "Create token");
        page.locator("#password").fill(bob.password());
        page.locator("#kc-login").click();

        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByLabel("Name")).hasValue("nightly");
        Assertions.assertThat(calls.list(bob))
                .as("nothing is created behind the user's back")
                .isEmpty();
        confirm(page, "Create token");
        String token = storedSecret(page);
        Assertions.assertThat(calls.verify(token).status()).isEqualTo(200);
    }

    @Test
    void seesAtTheFieldWhatIsWrong(Browser browser) {
        TestUser carol = realm.user("carol").realmRoles("reports-reader").create();
        calls.create(carol, "taken", "reports-reader");
        Page page = browser.page();
        browser.signIn(page, realm, carol);
        page.navigate(browser.accountConsole(realm) + "security/api-tokens");

        fillIn(page, "Taken");
        confirm(page, "Create token");
        assertThat(page.getByRole(AriaRole.DIALOG)
                        .getByText("You already have a token with this name. Choose another one."))
                .isVisible();
        Assertions.assertThat(calls.list(carol)).hasSize(1);
    }

    @Test
    void needsNoHorizontalScrollingOnAPhone(Browser browser) {
        TestUser dora = realm.user("dora").realmRoles("reports-reader").create();
        calls.create(dora, "a-rather-long-name-without-any-place-to-break-it-in-two-halves", "reports-reader");
        Page page = browser.page(Browser.PHONE, true);
        browser.signIn(page, realm, dora);
        page.navigate(browser.accountConsole(realm) + "security/api-tokens");
        assertThat(page.getByText("a-rather-long-name").first()).isVisible();
        Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isTrue();
    }

    @Test
    @DisplayName("abuse case 29: a role's description with mark-up is shown as text")
    void mintsNoMarkUp(Browser browser) {
        TestUser eve = realm.user("eve").realmRoles("reports-reader").create();
        realm.admin()
                .post("/roles")
                .json(java.util.Map.of("name", "marked-up", "description", "<img src=x onerror=\"window.hacked=1\">"))
                .send()
                .expect(201);
        eve.grantRealmRole("marked-up");
        Page page = browser.page();
        browser.signIn(page, realm, eve);
        page.navigate(browser.accountConsole(realm) + "security/api-tokens");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create token"))
                .first()
                .click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Role: "))
                .click();
        assertThat(page.getByText("<img src=x onerror=\"window.hacked=1\">")).isVisible();
        Assertions.assertThat(page.evaluate("window.hacked")).isNull();
    }

    private static void fillIn(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create token"))
                .first()
                .click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill(name);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Role: "))
                .click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("reports-reader"))
                .click();
        dialog.getByLabel("Validity").selectOption("3");
    }

    private static void confirm(Page page, String verb) {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb))
                .click();
    }

    private static void action(Page page, String name, String verb) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions for " + name))
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(verb))
                .click();
    }

    /** Reads the token from the dialog, which stays until it is said to be stored. */
    private static String storedSecret(Page page) {
        Locator secret = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("API token"));
        assertThat(secret).isVisible();
        page.keyboard().press("Escape");
        assertThat(secret).isVisible();
        String token = secret.inputValue();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I have stored it"))
                .click();
        assertThat(secret).isHidden();
        return token;
    }
}
