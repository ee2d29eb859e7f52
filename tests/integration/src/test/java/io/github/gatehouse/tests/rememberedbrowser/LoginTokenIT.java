package io.github.gatehouse.tests.rememberedbrowser;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@GatehouseTest
@DisplayName("M7: login tokens")
class LoginTokenIT {

    private final TestRealm realm;
    private final SignInRealm signIn;
    private final TimeTravel time;

    LoginTokenIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.signIn = new SignInRealm(realm);
        this.time = server.time();
    }

    @BeforeEach
    void thirtyDays() {
        signIn.loginTokenDays(30);
    }

    private PlainBrowser withLoginToken(TestUser user) {
        PlainBrowser browser = signIn.browser().authorize(signIn.application).password(user);
        assertThat(browser.text()).contains("Stay signed in?", "for 30 days").doesNotContain("Trust this device?");
        assertThat(browser.page()).doesNotContain("checked");
        browser.submit("keepSignedIn", "on", "gatehouse-answer", "");
        assertThat(browser.isSignedIn()).isTrue();
        return browser.restartKeeping(SignInRealm.COOKIE);
    }

    private void assertThatPasswordIsAsked(PlainBrowser browser, String... parameters) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application, parameters);
        assertThat(browser.shows("password")).as(browser.text()).isTrue();
    }

    private void assertThatNothingIsAsked(PlainBrowser browser, String... parameters) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application, parameters);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }

    @Test
    @DisplayName("are off unless the realm gives them a validity")
    void areOffByDefault() {
        signIn.loginTokenDays(0);
        PlainBrowser browser =
                signIn.browser().authorize(signIn.application).password(signIn.userWithoutSecondFactor("alice"));
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }

    @Test
    @DisplayName("let the user return without the password, with another token after each use, until they run out")
    void letTheUserReturn() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = withLoginToken(alice);
        String first = browser.cookies().values().iterator().next();
        assertThatNothingIsAsked(browser);
        assertThat(browser.cookies()).doesNotContainValue(first);
        time.advance(Duration.ofDays(29));
        assertThatNothingIsAsked(browser);
        time.advance(Duration.ofDays(2));
        assertThatPasswordIsAsked(browser);
    }

    @Test
    @DisplayName("do not stand in for the second factor, unless the device is trusted")
    void leaveTheSecondFactor() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.browser()
                .authorize(signIn.application)
                .password(alice.user())
                .code(alice.app());
        assertThat(browser.text()).contains("Trust this device?", "Keep me signed in here for 30 days");
        browser.submit("keepSignedIn", "on", "gatehouse-answer", "").restartKeeping(SignInRealm.COOKIE);

        browser.authorize(signIn.application);
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
        browser.code(alice.app());
        assertThat(browser.text()).contains("Trust this device?").doesNotContain("Keep me signed in");
        browser.submit("trustDevice", "on", "gatehouse-answer", "");
        assertThat(browser.isSignedIn()).isTrue();
        assertThatNothingIsAsked(browser);
    }

    @Test
    @DisplayName("ask for the password of somebody else when the sign-in is begun anew")
    void letAnotherUserSignIn() {
        Person alice = signIn.person("alice");
        TestUser bob = signIn.userWithoutSecondFactor("bob");
        PlainBrowser browser = signIn.browser()
                .authorize(signIn.application)
                .password(alice.user())
                .code(alice.app())
                .submit("keepSignedIn", "on", "gatehouse-answer", "")
                .restartKeeping(SignInRealm.COOKIE);
        browser.authorize(signIn.application);
        String codeForm = browser.action();
        browser.open(codeForm.replaceFirst("/authenticate\\?.*", "/restart?client_id=" + signIn.application.clientId())
                + "&tab_id=" + codeForm.replaceFirst(".*tab_id=([^&]*).*", "$1"));
        assertThat(browser.shows("password")).as(browser.text()).isTrue();
        browser.password(bob).submit("gatehouse-answer", "");
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }

    @TestFactory
    @DisplayName("Abuse case 7: do not override")
    Stream<DynamicTest> doNotOverrideTheApplication() {
        Map<String, String[]> requests = Map.of(
                "prompt=login", new String[] {"prompt", "login"},
                "prompt=select_account", new String[] {"prompt", "select_account"},
                "max_age", new String[] {"max_age", "86400"},
                "an acr", new String[] {"acr_values", "1"},
                "an action on credentials", new String[] {"kc_action", "UPDATE_PASSWORD"},
                "a hint for another user", new String[] {"login_hint", "somebody-else"});
        return requests.entrySet().stream()
                .map(request -> dynamicTest(request.getKey(), () -> {
                    PlainBrowser browser = withLoginToken(signIn.userWithoutSecondFactor("alice"));
                    assertThatPasswordIsAsked(browser, request.getValue());
                }));
    }

    @TestFactory
    @DisplayName("Abuse cases 4, 8: are worth nothing after")
    Stream<DynamicTest> endWith() {
        Map<String, Consumer<TestUser>> ends = Map.of(
                "a new password",
                user -> realm.admin()
                        .put("/users/" + user.id() + "/reset-password")
                        .json(Map.of("type", "password", "value", user.password(), "temporary", false))
                        .send()
                        .expect(204),
                "the user disabled",
                TestUser::disable,
                "the user disabled and enabled again",
                user -> {
                    user.disable();
                    user.enable();
                },
                "all sessions ended by an administrator",
                user -> {
                    time.advance(Duration.ofSeconds(2));
                    user.signOutEverywhere();
                },
                "five failed attempts elsewhere, which block the user",
                user -> {
                    for (int i = 0; i < 5; i++) {
                        assertThat(user.trySignIn("wrong").status()).isNotEqualTo(200);
                    }
                },
                "the realm's setting 0 and 30 again",
                user -> {
                    signIn.loginTokenDays(0);
                    signIn.loginTokenDays(30);
                });
        return ends.entrySet().stream()
                .map(end -> dynamicTest(end.getKey(), () -> {
                    TestUser alice = signIn.userWithoutSecondFactor("alice");
                    PlainBrowser browser = withLoginToken(alice);
                    assertThatNothingIsAsked(browser);
                    end.getValue().accept(alice);
                    assertThatPasswordIsAsked(browser);
                }));
    }

    @Test
    @DisplayName("Abuse case 4: end at their first use by a user whom nobody has reported as disabled")
    void endWithTheFirstUseByADisabledUser() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = withLoginToken(alice);
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/users/" + alice.id() + "/disable")
                .send()
                .expect(200);
        assertThatPasswordIsAsked(browser);
        alice.enable();
        assertThatPasswordIsAsked(browser);
    }

    @Test
    @DisplayName("Abuse case 8: bring no trust without a second factor, even if the field is sent")
    void bringNoTrustWithoutASecondFactor() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.browser().authorize(signIn.application).password(alice);
        browser.submit("trustDevice", "on", "gatehouse-answer", "");
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith(SignInRealm.COOKIE));
    }

    @Test
    @DisplayName("Abuse case 7: got on a trusted device, they tell when the second factor was given, not the password")
    void areNoFresherThanTheTrustTheyWereGotWith() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        long trustedAt = time.now().getEpochSecond();
        time.advance(Duration.ofHours(1));
        browser.authorize(signIn.application)
                .password(alice.user())
                .submit("keepSignedIn", "on", "gatehouse-answer", "");
        assertThatNothingIsAsked(browser);
        JsonNode tokens = browser.tokens(signIn.application).expect(200).json();
        assertThat(SignInRealm.claims(tokens.get("id_token").asText())
                        .get("auth_time")
                        .asLong())
                .isBetween(trustedAt - 60, trustedAt + 1);
    }

    @Test
    @DisplayName("do not spare a user with an expired password the change")
    void doNotOverrideAnExpiredPassword() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = withLoginToken(alice);
        realm.update(representation -> representation.put("passwordPolicy", "forceExpiredPasswordChange(10)"));
        assertThatNothingIsAsked(browser);
        time.advance(Duration.ofDays(11));
        assertThatPasswordIsAsked(browser);
        realm.update(representation -> representation.put("passwordPolicy", ""));
    }

    @Test
    @DisplayName("a replayed one is theft: all of the user's tokens end, and the alarm is raised")
    void endAllWhenOneIsReplayed() {
        realm.enableEvents();
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = withLoginToken(alice);
        PlainBrowser atHome = withLoginToken(alice);
        String name = browser.cookies().keySet().iterator().next();
        String stolen = browser.cookies().get(name);
        assertThatNothingIsAsked(browser);
        time.advance(Duration.ofSeconds(31));
        PlainBrowser thief = signIn.browser();
        thief.cookies().put(name, stolen);
        assertThatPasswordIsAsked(thief);
        assertThatPasswordIsAsked(browser);
        assertThatPasswordIsAsked(atHome);
        List<JsonNode> alarms = realm.events().stream()
                .filter(event -> event.path("userId").asText().equals(alice.id()))
                .filter(event -> event.at("/details/gatehouse_notice").asText().equals("remembered-browser-theft"))
                .toList();
        assertThat(alarms).hasSize(1);
        assertThat(alarms.toString()).doesNotContain(stolen);
    }

    @Test
    @DisplayName("tell applications when real credentials were given, so that nothing takes them for a fresh sign-in")
    void areNoFreshSignIn() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = withLoginToken(alice);
        long signedInAt = time.now().getEpochSecond();
        time.advance(Duration.ofHours(1));
        assertThatNothingIsAsked(browser);
        JsonNode tokens = browser.tokens(signIn.application).expect(200).json();
        JsonNode claims = SignInRealm.claims(tokens.get("id_token").asText());
        assertThat(claims.get("auth_time").asLong()).isBetween(signedInAt - 60, signedInAt + 1);
        assertThat(claims.get("acr").asText()).isEqualTo("0");
    }
}
