package io.github.gatehouse.tests.rememberedbrowser;

import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.LoginDialog;
import io.github.gatehouse.tests.support.OutsideProvider;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M3: sign-ins at an identity provider, and trusted devices")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokeredSignInIT {

    private final TestRealm realm;
    private final SignInRealm signIn;
    private final OutsideProvider provider;

    BrokeredSignInIT(TestRealm realm) {
        this.realm = realm;
        this.signIn = new SignInRealm(realm);
        this.provider = new OutsideProvider(realm);
    }

    @BeforeAll
    void connect() {
        signIn.trustedDeviceMonths(1);
        provider.connect();
    }

    @AfterAll
    void disconnect() {
        provider.close();
    }

    private Person linkedPerson(String name) {
        Person person = signIn.person(name);
        provider.addUser(person.user().username());
        provider.link(person.user());
        return person;
    }

    private static LoginDialog signInElsewhere(LoginDialog browser, Person person) {
        return browser.open("kc_idp_hint", OutsideProvider.ALIAS)
                .submitPassword(person.user().username(), OutsideProvider.PASSWORD);
    }

    private static LoginDialog password(LoginDialog browser, Person person) {
        return browser.open()
                .submitPassword(person.user().username(), person.user().password());
    }

    @Test
    @DisplayName("ask no question, and make no trusted device: the realm has seen no second factor")
    void makeNoTrustedDevice() {
        Person alice = linkedPerson("alice");
        LoginDialog browser = signInElsewhere(LoginDialog.of(realm), alice);
        assertThat(browser.isSignedIn()).as(browser.page().text()).isTrue();

        alice.user().signOutEverywhere();
        assertThat(password(browser, alice).page().text()).contains("otp");
    }
}
