package io.github.gatehouse.tests.pin;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@GatehouseTest
@DisplayName("M5: the PIN beside other levels of authentication")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinBesideOtherLevelsIT {

    private static final String FLOW = "/authentication/flows/gatehouse-browser/executions";

    private TestRealm realm;
    private PinCalls calls;

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm) {
        this.realm = realm;
        calls = PinCalls.in(realm);
    }

    private Page signedIn(Browser browser, TestUser user) {
        Page page = browser.page();
        calls.open(page);
        browser.fillSignInForm(page, user);
        calls.answer(page);
        return page;
    }

    @Test
    @DisplayName("what demands a level above the PIN's does not get it for the PIN alone")
    void aHigherLevelNeedsMoreThanThePin(Browser browser) {
        Page page = signedIn(browser, calls.userWithPin("above"));
        calls.open(page, "acr_values", "1001");
        assertThat(page.locator("#password")).isVisible();
        assertThat(page.locator("#pin")).not().isVisible();
    }

    @Test
    @DisplayName("in a flow with other levels the PIN alone spares nobody the credentials of those")
    void withOtherLevelsInTheFlowThePasswordComesFirst(Browser browser) {
        Page page = signedIn(browser, calls.userWithPin("beside"));
        realm.admin()
                .post(FLOW + "/flow")
                .json(Map.of("alias", "higher", "type", "basic-flow"))
                .send()
                .expect(201);
        realm.admin()
                .post("/authentication/flows/higher/executions/execution")
                .json(Map.of("provider", "conditional-level-of-authentication"))
                .send()
                .expect(201);
        try {
            calls.openProtected(page);
            assertThat(page.locator("#password")).isVisible();
            assertThat(page.locator("#pin")).not().isVisible();
        } finally {
            deleteSubFlow("higher");
        }
    }

    private void deleteSubFlow(String name) {
        for (JsonNode execution : realm.admin().get(FLOW).send().expect(200).json()) {
            if (execution.get("displayName").asText().equals(name)) {
                realm.admin()
                        .delete("/authentication/executions/"
                                + execution.get("id").asText())
                        .send()
                        .expect(204);
            }
        }
    }
}
