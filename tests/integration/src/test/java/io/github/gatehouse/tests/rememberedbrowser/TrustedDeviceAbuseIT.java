package io.github.gatehouse.tests.rememberedbrowser;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.storage.rememberedbrowser.BrowserSecret;
import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TimeTravel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@GatehouseTest
@DisplayName("M3, X5: attacks on trusted devices")
class TrustedDeviceAbuseIT {

    private final TestRealm realm;
    private final SignInRealm signIn;
    private final TimeTravel time;

    TrustedDeviceAbuseIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.signIn = new SignInRealm(realm);
        this.time = server.time();
    }

    @BeforeEach
    void oneMonth() {
        signIn.trustedDeviceMonths(1);
    }

    private static String cookieName(PlainBrowser browser) {
        return browser.cookies().keySet().stream()
                .filter(name -> name.startsWith(SignInRealm.COOKIE))
                .findFirst()
                .orElseThrow();
    }

    private void assertThatCodeIsAsked(PlainBrowser browser, Person person) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application).password(person.user());
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
    }

    private void assertThatNoCodeIsAsked(PlainBrowser browser, Person person) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application).password(person.user());
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }

    @Test
    @DisplayName("Abuse case 1: one user's cookie does not help with another one's password")
    void isNoHelpForAnotherUser() {
        Person alice = signIn.person("alice");
        Person bob = signIn.person("bob");
        PlainBrowser browser = signIn.trustedDevice(alice);
        PlainBrowser bobs = signIn.trustedDevice(bob);
        assertThatCodeIsAsked(browser, bob);

        browser.cookies().put(cookieName(bobs), browser.cookies().get(cookieName(browser)));
        assertThatCodeIsAsked(browser, bob);
    }

    @Test
    @DisplayName("Abuse case 2: forged and edited cookies are ignored, and end nothing")
    void ignoresForgedCookies() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        String name = cookieName(browser);
        String right = browser.cookies().get(name);
        BrowserSecret secret = BrowserSecret.parse(right).orElseThrow();
        List<String> wrong = List.of(
                BrowserSecret.generate().toText(),
                right.substring(0, 40) + (right.charAt(40) == 'A' ? 'B' : 'A') + right.substring(41),
                right.substring(1),
                "",
                secret.secret());
        for (String value : wrong) {
            browser.cookies().put(name, value);
            assertThatCodeIsAsked(browser, alice);
        }
        browser.cookies().put(name, right);
        assertThatNoCodeIsAsked(browser, alice);
    }

    @Test
    @DisplayName("Abuse case 2: a secret that was made up for a series that exists opens nothing")
    void ignoresAGuessedSecret() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        String name = cookieName(browser);
        BrowserSecret guessed =
                BrowserSecret.parse(browser.cookies().get(name)).orElseThrow().next();
        browser.cookies().put(name, guessed.toText());
        assertThatCodeIsAsked(browser, alice);
    }

    @Test
    @DisplayName("Abuse case 2: another realm's cookie opens nothing, and ends nothing there")
    void ignoresAnotherRealmsCookie() {
        try (TestRealm otherRealm = realm.another()) {
            SignInRealm elsewhere = new SignInRealm(otherRealm);
            elsewhere.trustedDeviceMonths(1);
            Person other = elsewhere.person("alice");
            PlainBrowser there = elsewhere.trustedDevice(other);
            Person alice = signIn.person("alice");
            PlainBrowser here = signIn.trustedDevice(alice);
            here.cookies().put(cookieName(here), there.cookies().get(cookieName(there)));
            here.cookies().putAll(there.cookies());
            assertThatCodeIsAsked(here, alice);
            there.authorize(elsewhere.application).password(other.user());
            assertThat(there.isSignedIn()).as(there.text()).isTrue();
        }
    }

    @Test
    @DisplayName("Abuse case 3: two users of one browser both keep their trust")
    void keepsTheTrustOfTwoUsers() {
        Person alice = signIn.person("alice");
        Person bob = signIn.person("bob");
        PlainBrowser browser = signIn.trustedDevice(alice);
        browser.authorize(signIn.application)
                .password(bob.user())
                .code(bob.app())
                .submit("trustDevice", "on", "gatehouse-answer", "");
        assertThatNoCodeIsAsked(browser, alice);
        assertThatNoCodeIsAsked(browser, bob);
    }

    @Test
    @DisplayName("Abuse case 5: a replaced secret replayed after the grace ends the series and raises the alarm")
    void endsTheSeriesWhenAReplacedSecretIsReplayed() {
        realm.enableEvents();
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        String name = cookieName(browser);
        String stolen = browser.cookies().get(name);
        assertThatNoCodeIsAsked(browser, alice);
        assertThat(browser.cookies().get(name)).isNotEqualTo(stolen);

        time.advance(Duration.ofSeconds(31));
        PlainBrowser thief = signIn.browser();
        thief.cookies().put(name, stolen);
        assertThatCodeIsAsked(thief, alice);
        assertThatCodeIsAsked(browser, alice);
        assertThat(alarms(alice)).hasSize(1);
    }

    @Test
    @DisplayName("Abuse case 5: two tabs at the same moment are no theft")
    void takesTwoTabsForTwoTabs() {
        realm.enableEvents();
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        PlainBrowser otherTab = signIn.browser();
        otherTab.cookies().putAll(browser.cookies());
        assertThatNoCodeIsAsked(browser, alice);
        assertThatNoCodeIsAsked(otherTab, alice);
        assertThatNoCodeIsAsked(browser, alice);
        assertThat(alarms(alice)).isEmpty();
    }

    private List<JsonNode> alarms(Person person) {
        return realm.events().stream()
                .filter(event ->
                        event.path("userId").asText().equals(person.user().id()))
                .filter(event -> event.at("/details/gatehouse_notice").asText().equals("remembered-browser-theft"))
                .toList();
    }

    @Test
    @DisplayName("Abuse case 6: a realm that trusts no devices any more ends the trust that is out, for good")
    void endsWithTheRealmsSetting() {
        signIn.trustedDeviceMonths(12);
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        signIn.trustedDeviceMonths(0);
        assertThatCodeIsAsked(browser, alice);
        signIn.trustedDeviceMonths(12);
        assertThatCodeIsAsked(browser, alice);
    }

    @Test
    @DisplayName("Abuse case 6: so does a shorter time for what is older")
    void endsWithAShorterTime() {
        signIn.trustedDeviceMonths(12);
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        time.advance(Duration.ofDays(40));
        signIn.trustedDeviceMonths(1);
        assertThatCodeIsAsked(browser, alice);
    }

    @TestFactory
    @DisplayName("Abuse case 7: the real factor is asked for with")
    Stream<DynamicTest> asksForTheRealFactor() {
        Map<String, String[]> requests = Map.of(
                "prompt=login", new String[] {"prompt", "login"},
                "max_age", new String[] {"max_age", "3600"},
                "an acr", new String[] {"acr_values", "1"},
                "an action on credentials", new String[] {"kc_action", "CONFIGURE_TOTP"});
        return requests.entrySet().stream()
                .map(request -> dynamicTest(request.getKey(), () -> {
                    Person alice = signIn.person("alice");
                    PlainBrowser browser = signIn.trustedDevice(alice);
                    browser.authorize(signIn.application, request.getValue()).password(alice.user());
                    assertThat(browser.shows("kc-otp-login-form"))
                            .as(browser.text())
                            .isTrue();
                }));
    }

    @Test
    @DisplayName(
            "Abuse case 7: a sign-in on a trusted device is no fresh one: it tells when the second factor was given")
    void isNoFreshSignIn() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        long trustedAt = time.now().getEpochSecond();
        time.advance(Duration.ofHours(1));
        assertThatNoCodeIsAsked(browser, alice);
        assertThat(authTime(browser)).isBetween(trustedAt - 60, trustedAt + 1);

        browser.authorize(signIn.application, "max_age", "300").password(alice.user());
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
        browser.code(alice.app());
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertThat(authTime(browser)).isGreaterThan(trustedAt + 3_000);
    }

    private long authTime(PlainBrowser browser) {
        JsonNode tokens = browser.tokens(signIn.application).expect(200).json();
        return SignInRealm.claims(tokens.get("id_token").asText())
                .get("auth_time")
                .asLong();
    }

    @Test
    @DisplayName("Abuse case 8: trust cannot be had before the second factor was given")
    void cannotBeHadBeforeTheSecondFactor() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.browser().authorize(signIn.application);
        browser.submit(
                "username",
                alice.user().username(),
                "password",
                alice.user().password(),
                "trustDevice",
                "on",
                "gatehouse-answer",
                "");
        assertThat(browser.shows("kc-otp-login-form")).isTrue();
        browser.submit("otp", alice.app().wrongCode(), "trustDevice", "on", "gatehouse-answer", "");
        assertThat(browser.shows("kc-otp-login-form")).isTrue();
        assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith(SignInRealm.COOKIE));
        assertThatCodeIsAsked(browser, alice);
    }

    @Test
    @DisplayName("Abuse case 17: restart, back and another way lead round no second factor")
    void letsNobodyRoundTheSecondFactor() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.browser().authorize(signIn.application).password(alice.user());
        String codeForm = browser.action();
        String restart =
                codeForm.replaceFirst("/authenticate\\?.*", "/restart?client_id=" + signIn.application.clientId());
        browser.open(restart + "&tab_id=" + codeForm.replaceFirst(".*tab_id=([^&]*).*", "$1"));
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.shows("password")).as(browser.text()).isTrue();
        browser.password(alice.user());
        assertThat(browser.shows("kc-otp-login-form")).isTrue();

        String form = browser.action();
        for (JsonNode execution : realm.admin()
                .get("/authentication/flows/gatehouse-browser/executions")
                .send()
                .expect(200)
                .json()) {
            browser.post(form, "authenticationExecution", execution.get("id").asText());
            assertThat(browser.isSignedIn())
                    .as(execution.get("displayName").asText())
                    .isFalse();
            browser.restartKeeping("-").authorize(signIn.application).password(alice.user());
            form = browser.action();
        }
    }
}
