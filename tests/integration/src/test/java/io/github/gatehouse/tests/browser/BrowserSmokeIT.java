package io.github.gatehouse.tests.browser;

import com.microsoft.playwright.Page;
import io.github.gatehouse.tests.support.Browser;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@GatehouseTest
@DisplayName("A user with a browser")
class BrowserSmokeIT {

    @Test
    void signsInToTheAccountConsole(TestRealm realm, Browser browser) {
        TestUser alice = realm.user("alice").create();
        Page page = browser.page();

        browser.signIn(page, realm, alice);

        assertThat(page.getByTestId("username")).hasValue("alice");
    }

    @Test
    void registersAPasskeyThatTheServerAccepts(TestRealm realm, Browser browser) {
        realm.enableRequiredAction("webauthn-register-passwordless");
        TestUser bob = realm.user("bob").create();

        browser.signInAndRegisterPasskey(browser.page(), realm, bob);

        org.assertj.core.api.Assertions.assertThat(bob.credentials())
                .extracting(credential -> credential.get("type").asText())
                .contains("webauthn-passwordless");
    }
}
