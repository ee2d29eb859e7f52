package io.github.gatehouse.tests.pin;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M5: the PIN never counts as a second factor")
class PinIsNoSecondFactorIT {

    private static final String SECOND_FACTORS = "gatehouse-browser Browser - Conditional 2FA";

    @Test
    @DisplayName("put among the second factors, the step lets nobody in")
    void amongSecondFactorsTheStepLetsNobodyIn(TestRealm realm, Browser browser) {
        PinCalls calls = PinCalls.in(realm);
        TestUser user = calls.userWithPin("second-factor");
        Page before = browser.page();
        calls.open(before);
        browser.fillSignInForm(before, user);
        assertThat(calls.answer(before)).contains("code=");

        String flow = "/authentication/flows/" + SECOND_FACTORS.replace(" ", "%20");
        realm.admin()
                .post(flow + "/executions/execution")
                .json(Map.of("provider", "gatehouse-pin"))
                .send()
                .expect(201);
        for (JsonNode execution :
                realm.admin().get(flow + "/executions").send().expect(200).json()) {
            String provider = execution.path("providerId").asText();
            if (provider.equals("gatehouse-pin")) {
                assertThat(execution.get("requirementChoices").toString()).doesNotContain("ALTERNATIVE");
                ((ObjectNode) execution).put("requirement", "REQUIRED");
                realm.admin().put(flow + "/executions").json(execution).send().expect(204);
            }
        }

        Page page = browser.page();
        calls.open(page);
        browser.fillSignInForm(page, user);
        assertThat(page.locator("#kc-error-message, .pf-v5-c-alert, #kc-page-title")
                        .first())
                .isVisible();
        assertThat(page.locator("#pin")).not().isVisible();
        assertThat(page.url()).doesNotContain("code=");
    }
}
