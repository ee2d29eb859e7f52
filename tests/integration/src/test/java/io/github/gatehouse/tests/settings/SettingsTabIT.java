package io.github.gatehouse.tests.settings;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X2: the tab \"Account security\" in Keycloak's administration console")
class SettingsTabIT {

    private static final String SETTINGS = "/account-security/settings";
    private static final String COMPONENTS = "/components?type=org.keycloak.services.ui.extend.UiTabProvider";

    private final TestRealm realm;
    private final TestServer server;
    private final Browser browser;

    SettingsTabIT(TestRealm realm, TestServer server, Browser browser) {
        this.realm = realm;
        this.server = server;
        this.browser = browser;
    }

    @BeforeEach
    void pristine() {
        realm.admin().get(COMPONENTS).send().expect(200).json().forEach(component -> realm.admin()
                .delete("/components/" + component.get("id").asText())
                .send()
                .expect(204));
        realm.admin()
                .put(SETTINGS)
                .json(Map.of("apiTokens", Map.of("prefix", "gth", "maxValidityMonths", 12), "adminEmails", ""))
                .send()
                .expect(200);
    }

    @Test
    void showsTheRealmsSettingsAfterSetUpAndSavesThem() {
        realm.enableEvents();
        realm.attribute("gatehouse.apiTokens.maxValidityMonths", "6");
        realm.admin().post("/account-security/setup").send().expect(200);
        Page page = openTab("first-admin");
        assertThat(field(page, "apiTokens_maxValidityMonths")).hasValue("6");
        assertThat(field(page, "apiTokens_prefix")).hasValue("gth");
        assertThat(field(page, "sessionDuration_withSavingLoginHours")).hasValue("12");

        field(page, "apiTokens_prefix").fill("acme");
        save(page, "Saved successfully");
        assertThat(settings().at("/apiTokens/prefix").asText()).isEqualTo("acme");
        assertThat(settings().at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(6);
        JsonNode event = realm.adminEvents().stream()
                .filter(one -> one.get("resourceType").asText().equals("GATEHOUSE_SETTINGS"))
                .findFirst()
                .orElseThrow();
        assertThat(event.get("representation").asText())
                .isEqualTo("{\"apiTokens.prefix\":{\"from\":\"gth\",\"to\":\"acme\"}}");
        realm.admin().delete("/account-security/setup").send().expect(200);
    }

    @Test
    void followsWhatIsChangedElsewhere() {
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.admin()
                .put(SETTINGS)
                .json(Map.of("apiTokens", Map.of("prefix", "viarest")))
                .send()
                .expect(200);
        realm.attribute("gatehouse.apiTokens.maxValidityMonths", "2");
        realm.update(other -> other.put("ssoSessionMaxLifespan", 7 * 3600));
        Page page = openTab("second-admin");
        assertThat(field(page, "apiTokens_prefix")).hasValue("viarest");
        assertThat(field(page, "apiTokens_maxValidityMonths")).hasValue("2");
        assertThat(field(page, "sessionDuration_withoutSavingLoginHours")).hasValue("7");
        realm.admin().delete("/account-security/setup").send().expect(200);
    }

    @Test
    void aValueThatIsNotPossibleIsRefusedWithTheReasonAndNothingIsSaved() {
        realm.admin().post("/account-security/setup").send().expect(200);
        Page page = openTab("third-admin");
        field(page, "apiTokens_maxPerUser").fill("77");
        field(page, "apiTokens_prefix").fill("Not This");
        save(page, "2 to 16 lower-case letters and digits");
        assertThat(settings().at("/apiTokens/prefix").asText()).isEqualTo("gth");
        assertThat(settings().at("/apiTokens/maxPerUser").intValue()).isEqualTo(100);
        field(page, "apiTokens_prefix").fill("good");
        save(page, "Saved successfully");
        assertThat(settings().at("/apiTokens/maxPerUser").intValue()).isEqualTo(77);
        realm.admin().delete("/account-security/setup").send().expect(200);
    }

    @Test
    void withoutSetUpTheFirstSavingKeepsWhatTheFormCouldNotShow() {
        realm.attribute("gatehouse.apiTokens.maxValidityMonths", "6");
        Page page = openTab("fourth-admin");
        field(page, "apiTokens_prefix").fill("first");
        save(page, "Saved successfully");
        assertThat(settings().at("/apiTokens/prefix").asText()).isEqualTo("first");
        assertThat(settings().at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(6);
        page.reload();
        assertThat(field(page, "apiTokens_maxValidityMonths")).hasValue("6");
    }

    @Test
    void whatSomebodyElseChangesWhileTheFormIsOpenIsNotLost() {
        realm.admin().post("/account-security/setup").send().expect(200);
        Page page = openTab("fifth-admin");
        assertThat(page.getByTestId("formBeganWith")).not().isAttached();
        realm.admin()
                .put(SETTINGS)
                .json(Map.of("apiTokens", Map.of("maxValidityMonths", 3)))
                .send()
                .expect(200);
        field(page, "apiTokens_prefix").fill("acme");
        save(page, "Saved successfully");
        assertThat(settings().at("/apiTokens/prefix").asText()).isEqualTo("acme");
        assertThat(settings().at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(3);

        field(page, "apiTokens_prefix").fill("beta");
        page.getByTestId("save").click();
        Awaitility.await()
                .until(() -> settings().at("/apiTokens/prefix").asText().equals("beta"));
        assertThat(settings().at("/apiTokens/maxValidityMonths").intValue()).isEqualTo(3);
        realm.admin().delete("/account-security/setup").send().expect(200);
    }

    private JsonNode settings() {
        return realm.admin().get(SETTINGS).send().expect(200).json();
    }

    private static Locator field(Page page, String name) {
        return page.getByTestId(name);
    }

    private static void save(Page page, String message) {
        page.getByTestId("save").click();
        assertThat(page.getByTestId("global-alerts")
                        .getByText(message, new Locator.GetByTextOptions().setExact(false))
                        .first())
                .isVisible();
    }

    private Page openTab(String username) {
        TestUser administrator = realm.user(username)
                .clientRole("realm-management", "realm-admin")
                .create();
        Page page = browser.page();
        page.navigate(server.publicUri() + "/admin/" + realm.name() + "/console/#/" + realm.name()
                + "/realm-settings/gatehouse-account-security");
        browser.fillSignInForm(page, administrator);
        assertThat(page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Account security")))
                .isVisible();
        assertThat(page.getByTestId("save")).isVisible();
        return page;
    }
}
