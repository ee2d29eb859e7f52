package io.github.gatehouse.tests.setup;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X1: the page \"Account security set-up\" in Keycloak's administration console")
class SetupPageIT {

    private static final String TYPE = "org.keycloak.services.ui.extend.UiPageProvider";
    private static final String SHOW = "Show what set-up would change";

    private final TestRealm realm;
    private final TestServer server;
    private final Browser browser;
    private final SetupCalls setup;

    SetupPageIT(TestRealm realm, TestServer server, Browser browser) {
        this.realm = realm;
        this.server = server;
        this.browser = browser;
        this.setup = new SetupCalls(realm);
    }

    @BeforeEach
    void events() {
        realm.enableEvents();
        realm.admin().delete("/admin-events").send().expect(204);
    }

    @AfterEach
    void pristine() {
        setup.undo("?force=true");
        entries().forEach(entry -> realm.admin()
                .delete("/components/" + entry.get("id").asText())
                .send()
                .expect(204));
    }

    @Test
    void showsWhatSetUpWouldChangeThenSetsUpThenUndoesIt() {
        Page page = openPage("page-admin");
        create(page, SHOW);
        assertThat(isSetUp()).isFalse();
        assertThat(setupEvents()).isEmpty();
        openEntry(page, SHOW);
        assertReport(page, "\"dryRun\" : true");

        openList(page);
        create(page, "Set up");
        assertThat(isSetUp()).isTrue();
        assertThat(setupEvents()).containsExactly("CREATE by page-admin");
        JsonNode entry = entry("Set up");
        assertThat(text(entry, "outcome")).contains(" done").doesNotContain("would");
        assertThat(text(entry, "time")).endsWith("UTC");
        assertThat(entry.get("config").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("action", "outcome", "time", "report");
        openEntry(page, "Set up");
        assertReport(page, "\"dryRun\" : false");

        openList(page);
        create(page, "Undo");
        assertThat(isSetUp()).isFalse();
        assertThat(setupEvents()).containsExactly("DELETE by page-admin", "CREATE by page-admin");
    }

    @Test
    void savingAnEntryAgainRunsItOnlyWithAnotherAction() {
        Page page = openPage("second-admin");
        create(page, SHOW);
        choose(page, "Set up");
        save(page);
        assertThat(entries()).hasSize(1);
        assertThat(isSetUp()).isTrue();
        setup.undo("");

        openEntry(page, "Set up");
        save(page);
        assertThat(isSetUp()).isFalse();
    }

    @Test
    void whatIsInConflictIsToldAndLeftUnlessChosen() {
        realm.update(other -> other.put("failureFactor", 3).put("permanentLockout", true));
        add("Set up");
        assertThat(text(entry("Set up"), "outcome")).contains("1 in conflict");
        assertThat(text(entry("Set up"), "report"))
                .containsPattern("\"step\" : \"brute-force-protection\",\\s+\"outcome\" : \"conflict\"");
        assertThat(setup.representation().get("permanentLockout").booleanValue())
                .isTrue();
        add("Set up, also what is in conflict");
        assertThat(setup.representation().get("permanentLockout").booleanValue())
                .isFalse();
        realm.update(other -> other.put("failureFactor", 30).put("permanentLockout", false));
    }

    @Test
    void showsWhatUndoingWouldChange() {
        setup.apply("");
        add("Show what undoing would change");
        assertThat(text(entry("Show what undoing would change"), "outcome")).contains(" would be done");
        assertThat(isSetUp()).isTrue();
    }

    @Test
    void anotherActionIsRefused() {
        String error = realm.admin()
                .post("/components")
                .json(component("Set up the moon"))
                .send()
                .expect(400)
                .text();
        assertThat(error).contains("\\\"Action\\\": possible are Show what set-up would change; Set up; ");
        assertThat(entries()).isEmpty();
    }

    @Test
    void whoMayOnlySeeTheRealmCannotSetItUp() {
        String token = realm.user("viewer")
                .clientRole("realm-management", "view-realm")
                .create()
                .accessToken();
        realm.http()
                .post("/admin/realms/{realm}/components")
                .bearer(token)
                .json(component("Set up"))
                .send()
                .expect(403);
        assertThat(isSetUp()).isFalse();
    }

    @Test
    void anEntryThatIsImportedWithARealmIsNotRun() {
        add("Set up");
        setup.undo("");
        String outcome = text(entry("Set up"), "outcome");
        JsonNode export = realm.admin()
                .post("/partial-export?exportClients=true&exportGroupsAndRoles=true")
                .send()
                .expect(200)
                .json();
        realm.admin().delete("").send().expect(204);

        server.admin().post("/realms").json(export).send().expect(201);
        assertThat(text(entry("Set up"), "outcome")).isEqualTo(outcome);
        assertThat(isSetUp()).isFalse();
    }

    private void add(String action) {
        realm.admin().post("/components").json(component(action)).send().expect(201);
    }

    private Map<String, Object> component(String action) {
        return Map.of(
                "providerType", TYPE, "providerId", "gatehouse-setup", "config", Map.of("action", List.of(action)));
    }

    private List<JsonNode> entries() {
        JsonNode found =
                realm.admin().get("/components?type=" + TYPE).send().expect(200).json();
        return found.valueStream().toList();
    }

    private JsonNode entry(String action) {
        return entries().stream()
                .filter(entry -> text(entry, "action").equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode entry, String name) {
        return entry.at("/config/" + name + "/0").asText();
    }

    private boolean isSetUp() {
        return setup.representation().get("browserFlow").asText().equals("gatehouse-browser");
    }

    /** Operation and administrator of the calls that changed something, the newest first. */
    private List<String> setupEvents() {
        return realm.adminEvents().stream()
                .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SETUP"))
                .map(event -> event.get("operationType").asText() + " by "
                        + realm.admin()
                                .get("/users/" + event.at("/authDetails/userId").asText())
                                .send()
                                .expect(200)
                                .json()
                                .get("username")
                                .asText())
                .toList();
    }

    private Page openPage(String username) {
        TestUser administrator = realm.user(username)
                .clientRole("realm-management", "realm-admin")
                .create();
        Page page = browser.page();
        page.navigate(server.publicUri() + "/admin/" + realm.name() + "/console/#/" + realm.name());
        browser.fillSignInForm(page, administrator);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Account security set-up"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Account security set-up")))
                .isVisible();
        return page;
    }

    private static void openList(Page page) {
        page.getByTestId("cancel").click();
        assertThat(page.getByRole(AriaRole.GRID)).isVisible();
    }

    private static void create(Page page, String action) {
        page.getByText("Create item", new Page.GetByTextOptions().setExact(true))
                .click();
        choose(page, action);
        save(page);
    }

    private static void choose(Page page, String action) {
        page.locator("#action").click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(action).setExact(true))
                .click();
    }

    private static void save(Page page) {
        Response saved = page.waitForResponse(
                response -> response.url().contains("/components")
                        && !response.request().method().equals("GET"),
                () -> page.getByTestId("save").click());
        assertThat(saved.ok()).isTrue();
        assertThat(page.getByTestId("global-alerts")
                        .getByText("Saved successfully")
                        .first())
                .isVisible();
    }

    private static void openEntry(Page page, String action) {
        openList(page);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(action).setExact(true))
                .click();
        assertThat(page.getByTestId("report")).isVisible();
    }

    /** Playwright does not accept patterns over several lines. */
    private static void assertReport(Page page, String part) {
        assertThat(page.getByTestId("report")).not().hasValue(Pattern.compile("^(//.*)?$"));
        assertThat(page.getByTestId("report").inputValue()).contains(part, "\"step\" : \"browser-flow\"");
    }
}
