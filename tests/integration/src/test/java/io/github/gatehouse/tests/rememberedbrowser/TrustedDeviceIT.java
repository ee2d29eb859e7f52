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
@DisplayName("M3: trusted devices")
class TrustedDeviceIT {

    private final SignInRealm signIn;
    private final TimeTravel time;

    TrustedDeviceIT(TestRealm realm, TestServer server) {
        this.signIn = new SignInRealm(realm);
        this.time = server.time();
    }

    @BeforeEach
    void oneMonth() {
        signIn.trustedDeviceMonths(1);
    }

    @Test
    @DisplayName("after a second factor the user is asked, nothing is ticked, and the next sign-in needs no code")
    void spareTheSecondFactor() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.browser().authorize(signIn.application).password(alice.user());
        assertThat(browser.shows("kc-otp-login-form")).isTrue();
        browser.code(alice.app());
        assertThat(browser.text()).contains("Trust this device?", "Firefox on Linux", "for 1 month");
        assertThat(browser.page()).contains("name=\"trustDevice\"").doesNotContain("checked");
        assertThat(browser.page()).doesNotContain("keepSignedIn");
        browser.submit("trustDevice", "on", "gatehouse-answer", "");
        assertThat(browser.isSignedIn()).isTrue();

        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application).password(alice.user());
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }

    @Test
    void isNotTrustedWithoutTheTick() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.browser()
                .authorize(signIn.application)
                .password(alice.user())
                .code(alice.app())
                .submit("gatehouse-answer", "");
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith(SignInRealm.COOKIE));
    }

    @Test
    @DisplayName("Abuse case 9: the cookie is HttpOnly, Secure, SameSite and for the realm only")
    void sendsACookieThatOnlyTheRealmGets() {
        PlainBrowser browser = signIn.trustedDevice(signIn.person("alice"));
        assertThat(browser.cookieHeaders())
                .filteredOn(header -> header.startsWith(SignInRealm.COOKIE))
                .isNotEmpty()
                .allSatisfy(header -> assertThat(header.toLowerCase(java.util.Locale.ROOT))
                        .contains(";httponly", ";secure", ";samesite=lax", "path=/realms/" + signIn.realm.name() + "/")
                        .doesNotContain("domain="));
    }

    @Test
    void endsAfterItsMonth() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        time.advance(Duration.ofDays(27));
        browser.authorize(signIn.application).password(alice.user());
        assertThat(browser.isSignedIn()).isTrue();
        time.advance(Duration.ofDays(5));
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application).password(alice.user());
        assertThat(browser.shows("kc-otp-login-form")).isTrue();
    }

    @Test
    @DisplayName("are not asked about in a sign-in that demands real credentials")
    void areNotAskedAboutInTheMiddleOfSomething() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.browser()
                .authorize(signIn.application, "prompt", "login")
                .password(alice.user())
                .code(alice.app());
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }
}
