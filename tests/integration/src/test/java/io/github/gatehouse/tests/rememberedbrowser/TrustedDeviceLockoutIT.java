package io.github.gatehouse.tests.rememberedbrowser;

import java.time.Duration;

import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TimeTravel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("X5: the lockout and the owner's own trusted device")
class TrustedDeviceLockoutIT {

    private final SignInRealm signIn;
    private final TimeTravel time;

    TrustedDeviceLockoutIT(TestRealm realm, TestServer server) {
        this.signIn = new SignInRealm(realm);
        this.time = server.time();
    }

    @BeforeEach
    void oneMonth() {
        signIn.trustedDeviceMonths(1);
    }

    private void fail(PlainBrowser browser, Person person, int times) {
        for (int i = 0; i < times; i++) {
            browser.restartKeeping(SignInRealm.COOKIE)
                    .authorize(signIn.application)
                    .submit("username", person.user().username(), "password", "wrong");
            assertThat(browser.isSignedIn()).isFalse();
        }
    }

    private boolean signsIn(PlainBrowser browser, Person person) {
        return browser.restartKeeping(SignInRealm.COOKIE)
                .authorize(signIn.application)
                .password(person.user())
                .isSignedIn();
    }

    @Test
    @DisplayName("Abuse case 15: an attacker who keeps the owner blocked does not shut out the owner's known device")
    void anAttackerDoesNotShutTheOwnerOut() {
        Person alice = signIn.person("alice");
        PlainBrowser known = signIn.trustedDevice(alice);
        PlainBrowser attacker = signIn.browser();
        fail(attacker, alice, 5);
        PlainBrowser elsewhere = signIn.browser().authorize(signIn.application).password(alice.user());
        assertThat(elsewhere.shows("password")).as("blocked for everybody else").isTrue();
        assertThat(signsIn(known, alice)).as("the owner").isTrue();
    }

    @Test
    @DisplayName("the known device has a counter of its own: it is no way to guess without end")
    void theKnownDeviceIsBlockedForItself() {
        Person alice = signIn.person("alice");
        PlainBrowser known = signIn.trustedDevice(alice);
        fail(known, alice, 5);
        assertThat(signsIn(known, alice)).as("known device, blocked").isFalse();
        PlainBrowser elsewhere = signIn.browser().authorize(signIn.application).password(alice.user());
        assertThat(elsewhere.shows("kc-otp-login-form")).as("elsewhere").isTrue();
        time.advance(Duration.ofSeconds(121));
        assertThat(signsIn(known, alice)).as("after two minutes").isTrue();
    }

    @Test
    @DisplayName("a complete sign-in on the known device forgets the failures elsewhere, too")
    void aSignInOnTheKnownDeviceForgetsAllFailures() {
        Person alice = signIn.person("alice");
        PlainBrowser known = signIn.trustedDevice(alice);
        fail(signIn.browser(), alice, 4);
        assertThat(signsIn(known, alice)).isTrue();
        fail(signIn.browser(), alice, 1);
        PlainBrowser elsewhere = signIn.browser().authorize(signIn.application).password(alice.user());
        assertThat(elsewhere.shows("kc-otp-login-form")).as(elsewhere.text()).isTrue();
    }

    @Test
    @DisplayName("a browser with a login token alone is not a known one")
    void aLoginTokenMakesNoKnownDevice() {
        signIn.loginTokenDays(30);
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.browser()
                .authorize(signIn.application)
                .password(alice.user())
                .code(alice.app())
                .submit("keepSignedIn", "on", "gatehouse-answer", "")
                .restartKeeping(SignInRealm.COOKIE);
        fail(signIn.browser(), alice, 5);
        browser.authorize(signIn.application, "prompt", "login").password(alice.user());
        assertThat(browser.shows("password")).as(browser.text()).isTrue();
        signIn.loginTokenDays(0);
    }

    @Test
    @DisplayName("another user's trusted device is not a known one")
    void anotherUsersDeviceIsNotKnown() {
        Person alice = signIn.person("alice");
        Person bob = signIn.person("bob");
        PlainBrowser bobs = signIn.trustedDevice(bob);
        fail(signIn.browser(), alice, 5);
        bobs.authorize(signIn.application).password(alice.user());
        assertThat(bobs.shows("kc-otp-login-form")).isFalse();
        assertThat(bobs.shows("password")).isTrue();
    }
}
