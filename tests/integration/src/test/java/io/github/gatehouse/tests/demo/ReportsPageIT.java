package io.github.gatehouse.tests.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import io.github.gatehouse.demo.Demo;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.FreePort;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Http;
import io.github.gatehouse.tests.support.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@GatehouseTest
@DisplayName("M5, S3: the demo's reports page, with the demo realm from realm-exports")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsPageIT {

    private static final Path REALM_FILE = Path.of("..", "..", "realm-exports", "gatehouse-demo.json");
    private static final String REALM = "gatehouse";
    private static final String PIN = "739201";

    private TestServer server;
    private Demo demo;
    private String address;

    @BeforeAll
    void theDemo(TestServer server) throws IOException {
        this.server = server;
        server.admin()
                .post("/realms")
                .rawBody("application/json", Files.readAllBytes(REALM_FILE))
                .send()
                .expect(201);
        server.admin()
                .post("/realms/" + REALM + "/account-security/setup")
                .send()
                .expect(200);
        int port = FreePort.find();
        address = "http://localhost:" + port + "/";
        demo = Demo.start(
                "--keycloak=" + server.baseUri(),
                "--realm-file=" + REALM_FILE,
                "--api-port=" + port,
                "--gateway-port=" + FreePort.find(),
                "--smtp-port=" + FreePort.find(),
                "--mail-page-port=" + FreePort.find());
    }

    @AfterAll
    void endTheDemo() {
        if (demo != null) {
            demo.close();
        }
        server.admin().delete("/realms/" + REALM).send();
    }

    @Test
    void showsTodaysFiguresAtOnceAndEarlierOnesWithThePin(Browser browser) {
        setPin("alice", "Alice-2026!");
        Page page = signedIn(browser, "alice", "Alice-2026!");
        assertThat(page.locator("caption")).hasText(LocalDate.now().toString());
        assertThat(page.getByText("Signed in as alice.")).isVisible();

        LocalDate yesterday = LocalDate.now().minusDays(1);
        openDay(page, yesterday);
        page.locator("#pin").fill(PIN);
        page.locator("#kc-login").click();
        assertThat(page.locator("caption")).hasText(yesterday.toString());

        LocalDate before = LocalDate.now().minusDays(2);
        openDay(page, before);
        assertThat(page.locator("caption")).hasText(before.toString());

        // After five minutes access token and PIN are out; the session at Keycloak is not.
        server.time().advance(Duration.ofMinutes(6));
        openDay(page, yesterday);
        assertThat(page.locator("#pin")).isVisible();

        page.navigate(address);
        assertThat(page.locator("caption")).hasText(LocalDate.now().toString());
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("#password")).isVisible();
    }

    @Test
    void showsNothingToWhoLacksTheRole(Browser browser) {
        Page page = signedIn(browser, "bob", "Bob-2026!");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The token lacks the role reports-reader.");
        assertThat(page.locator("table")).hasCount(0);
    }

    @Test
    void warnsBeforeAutomaticLogoutAndThenShowsNothingMore(Browser browser) {
        automaticLogout("alice", "Alice-2026!", 5);
        try {
            Page page = browser.page();
            page.clock().install();
            signIn(page, "alice", "Alice-2026!");
            assertThat(page.locator("caption")).hasText(LocalDate.now().toString());
            page.waitForLoadState(LoadState.NETWORKIDLE);

            server.time().advance(Duration.ofSeconds(260));
            page.clock().fastForward("04:20");
            assertThat(page.getByRole(AriaRole.ALERTDIALOG)).containsText("Are you still there?");
            page.getByText("Stay signed in").click();
            assertThat(page.getByRole(AriaRole.ALERTDIALOG)).hasCount(0);
            assertThat(page.locator("caption")).isVisible();

            server.time().advance(Duration.ofSeconds(310));
            page.clock().fastForward("05:10");
            assertThat(page.locator("#password")).isVisible();
        } finally {
            automaticLogout("alice", "Alice-2026!", null);
        }
    }

    private static void openDay(Page page, LocalDate day) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(day.toString()))
                .click();
    }

    private Page signedIn(Browser browser, String name, String password) {
        Page page = browser.page();
        signIn(page, name, password);
        return page;
    }

    private void signIn(Page page, String name, String password) {
        page.navigate(address);
        page.locator("#username").fill(name);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
    }

    private void setPin(String name, String password) {
        http().put("/realms/{realm}/account-security/pin")
                .bearer(accessToken(name, password))
                .json(Map.of("pin", PIN))
                .send()
                .expect(204);
    }

    private void automaticLogout(String name, String password, Integer minutes) {
        http().put("/realms/{realm}/account-security/automatic-logout")
                .bearer(accessToken(name, password))
                .json(Collections.singletonMap("minutes", minutes))
                .send()
                .expect(200);
    }

    private Http http() {
        return new Http(server.baseUri(), REALM);
    }

    private String accessToken(String name, String password) {
        return http().post("/realms/{realm}/protocol/openid-connect/token")
                .form("grant_type", "password", "client_id", "demo-shell", "username", name, "password", password)
                .send()
                .expect(200)
                .json()
                .get("access_token")
                .asText();
    }
}
