package io.github.gatehouse.tests.lockout;

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
@DisplayName("M4, abuse case 14: a passkey cannot be guessed")
class LockoutPasskeyIT {

    @Test
    void aBlockedUserSignsInWithAPasskeyAndTheBlockIsOver(TestRealm realm, Browser browser) {
        LockoutRealm lockout = LockoutRealm.of(realm);
        realm.allowPasskeys();
        TestUser bob = realm.user("bob").create();
        Page page = browser.page();
        browser.signInAndRegisterPasskey(page, realm, bob);

        lockout.fail(bob, 5);
        assertThat(lockout.isBlocked(bob)).isTrue();
        bob.signOutEverywhere();
        page.context().clearCookies();
        // The browser offers the passkey at the user name, and the virtual authenticator accepts.
        page.navigate(browser.accountConsole(realm));
        assertThat(page.getByTestId("username")).hasValue("bob");
        assertThat(lockout.failures(bob)).isZero();
        bob.signIn();
    }
}
