package io.github.gatehouse.tests.rememberedbrowser;

import java.time.Duration;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.TimeTravel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M7, abuse case 8: login tokens and the end of sessions")
class LoginTokenSignOutIT {

    private final TestRealm realm;
    private final SignInRealm signIn;
    private final TimeTravel time;

    LoginTokenSignOutIT(TestRealm realm, TestServer server) {
        this.realm = realm;
        this.signIn = new SignInRealm(realm);
        this.time = server.time();
        signIn.loginTokenDays(30);
    }

    private void assertThatPasswordIsAsked(PlainBrowser browser) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application);
        assertThat(browser.shows("password")).as(browser.text()).isTrue();
    }

    private void assertThatNothingIsAsked(PlainBrowser browser) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
    }

    /** The id of the session that the browser has just got. */
    private String session(PlainBrowser browser) {
        JsonNode tokens = browser.tokens(signIn.application).expect(200).json();
        return SignInRealm.claims(tokens.get("id_token").asText()).get("sid").asText();
    }

    @Test
    @DisplayName("end with their session when an administrator ends it")
    void endWithTheSessionThatAnAdministratorEnds() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.loginToken(alice);
        PlainBrowser atHome = signIn.loginToken(alice);
        assertThatNothingIsAsked(browser);
        realm.admin().delete("/sessions/" + session(browser)).send().expect(204);
        assertThatPasswordIsAsked(browser);
        assertThatNothingIsAsked(atHome);
    }

    @Test
    @DisplayName(
            "end in the browser whose session the user ends in the account console, and not in that of the console")
    void endWhereTheUserHasEndedTheSession() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser elsewhere = signIn.loginToken(alice);
        assertThatNothingIsAsked(elsewhere);
        PlainBrowser here = signIn.loginToken(alice);
        realm.http()
                .delete("/realms/{realm}/account/sessions/" + session(elsewhere))
                .bearer(alice.accessToken())
                .header("Accept", "application/json")
                .header(
                        "Cookie",
                        here.cookies().entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")))
                .send()
                .expect(204);
        assertThatPasswordIsAsked(elsewhere);
        assertThatNothingIsAsked(here);
    }

    @Test
    @DisplayName("are worth nothing after all sessions of the realm were ended")
    void endWithTheRealmsSessions() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.loginToken(alice);
        time.advance(Duration.ofSeconds(2));
        realm.update(
                representation -> representation.put("notBefore", time.now().getEpochSecond()));
        try {
            assertThatPasswordIsAsked(browser);
        } finally {
            realm.update(representation -> representation.put("notBefore", 0));
        }
    }

    @Test
    @DisplayName("S6: end with the end of all sessions of the realm's users")
    void endWhenTheRealmIsSignedOut() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.loginToken(alice);
        assertThatNothingIsAsked(browser);
        time.advance(Duration.ofSeconds(2));
        realm.admin().post("/account-security/sign-out").send().expect(202);
        assertThatPasswordIsAsked(browser);
    }

    @Test
    @DisplayName("S2: end in all other browsers with all other sessions, and in this one too with all")
    void endWithAllSessions() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser here = signIn.loginToken(alice);
        PlainBrowser there = signIn.loginToken(alice);
        // No session is left to which the token there belongs.
        time.advance(Duration.ofDays(1));
        assertThatNothingIsAsked(here);
        endSessions(here, "");
        assertThatPasswordIsAsked(there);
        assertThatNothingIsAsked(here);

        PlainBrowser again = signIn.loginToken(alice);
        time.advance(Duration.ofDays(1));
        assertThatNothingIsAsked(here);
        endSessions(here, "?current=true");
        assertThatPasswordIsAsked(here);
        assertThatPasswordIsAsked(again);
    }

    private void endSessions(PlainBrowser browser, String query) {
        realm.http()
                .delete("/realms/{realm}/account-security/sessions" + query)
                .bearer(browser.tokens(signIn.application)
                        .expect(200)
                        .json()
                        .get("access_token")
                        .asText())
                .send()
                .expect(204);
    }

    @Test
    @DisplayName("Abuse case 8: end with an explicit sign-out")
    void endWithTheSignOut() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.loginToken(alice);
        assertThatNothingIsAsked(browser);
        signOut(browser);
        assertThatPasswordIsAsked(browser);
    }

    @Test
    @DisplayName("Abuse case 8: end with a sign-out of their session that was sent from elsewhere")
    void endWithASignOutElsewhere() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.loginToken(alice);
        assertThatNothingIsAsked(browser);
        JsonNode tokens = browser.tokens(signIn.application).expect(200).json();
        realm.http()
                .post("/realms/{realm}/protocol/openid-connect/logout")
                .form(
                        "client_id",
                        signIn.application.clientId(),
                        "refresh_token",
                        tokens.get("refresh_token").asText())
                .send()
                .expect(204);
        assertThatPasswordIsAsked(browser);
    }

    @Test
    @DisplayName("Abuse case 8: end with the sign-out in a tab that signed in at the same moment as another")
    void endWithTheSignOutInAParallelTab() {
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.loginToken(alice);
        PlainBrowser otherTab = signIn.browser();
        otherTab.cookies().putAll(browser.cookies());
        assertThatNothingIsAsked(browser);
        assertThatNothingIsAsked(otherTab);
        // Tabs share their cookies: the one that was quicker has brought the new secret.
        browser.restartKeeping(SignInRealm.COOKIE);
        otherTab.cookies().putAll(browser.cookies());
        signOut(otherTab);
        assertThatPasswordIsAsked(browser);
    }

    private void signOut(PlainBrowser browser) {
        String idToken = browser.tokens(signIn.application)
                .expect(200)
                .json()
                .get("id_token")
                .asText();
        browser.open(realm.issuer() + "/protocol/openid-connect/logout?id_token_hint=" + idToken);
    }
}
