package io.github.gatehouse.tests.federation;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gatehouse.tests.support.Directory;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.ParallelCalls;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("Users of a directory that Keycloak imports")
class ImportedUserIT extends DirectoryUsers {

    @Override
    Directory directoryOf(TestRealm realm) {
        return Directory.of(realm);
    }

    @BeforeAll
    void aRole(TestRealm realm) {
        realm.realmRole("reports-reader");
    }

    @Test
    @DisplayName("A1 to A4: create API tokens, which work until the role is taken away")
    void apiTokens() {
        TestUser alice = directory.user("alice");
        alice.grantRealmRole("reports-reader");
        String token = create(alice.accessToken(), "nightly")
                .expect(201)
                .json()
                .get("token")
                .asText();
        assertThat(verify(token)).isEqualTo(200);
        create(alice.accessToken(), "Nightly").expect(409);
        assertThat(realm.admin()
                        .get("/api-tokens")
                        .query("user", alice.id())
                        .send()
                        .expect(200)
                        .json())
                .hasSize(1);
        alice.revokeRealmRole("reports-reader");
        assertThat(verify(token)).isEqualTo(401);
    }

    private Response create(String accessToken, String name) {
        return realm.http()
                .post("/realms/{realm}/api-tokens")
                .bearer(accessToken)
                .json(Map.of("name", name, "role", "reports-reader", "validityMonths", 1))
                .send();
    }

    private int verify(String token) {
        return realm.http()
                .get("/realms/{realm}/api-tokens/verify")
                .bearer(token)
                .send()
                .status();
    }

    @Test
    @DisplayName("A1: create no more API tokens than they may, at the same moment either")
    void asManyApiTokensAsTheyMay() throws Exception {
        TestUser bob = directory.user("bob");
        bob.grantRealmRole("reports-reader");
        String accessToken = bob.accessToken();
        realm.attribute("gatehouse.apiTokens.maxPerUser", "1");
        try {
            List<Integer> statuses = ParallelCalls.of(
                    8, number -> create(accessToken, "parallel-" + number).status());
            assertThat(statuses).containsOnlyOnce(201);
        } finally {
            realm.attribute("gatehouse.apiTokens.maxPerUser", null);
        }
    }

    @Test
    @DisplayName("M1 to M3: set an authenticator app up and trust a device")
    void trustedDevice() {
        TestUser frank = directory.user("frank");
        PlainBrowser browser = new PlainBrowser(realm)
                .authorize(application, "kc_action", "CONFIGURE_TOTP")
                .password(frank);
        Matcher secret =
                Pattern.compile("name=\"totpSecret\" value=\"([^\"]+)\"").matcher(browser.page());
        assertThat(secret.find()).as(browser.text()).isTrue();
        Totp app = new Totp(secret.group(1));
        browser.submit("totpSecret", secret.group(1), "totp", app.code(), "userLabel", "phone");

        browser = signIn(new PlainBrowser(realm), frank);
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
        browser.code(app).submit("trustDevice", "on", "gatehouse-answer", "");
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        signIn(browser.restartKeeping(BROWSER_COOKIE), frank);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertThat(ofUser(frank, "devices")).hasSize(1);
    }

    @Test
    @DisplayName("P5: get a one-time password by mail and replace it in the directory")
    void oneTimePassword() throws Exception {
        TestUser henry = directory.user("henry");
        orderOneTimePassword(henry).expect(200);
        String text = text(henry, 1);
        Matcher password = Pattern.compile("(?m)^[a-z2-9]{5}(-[a-z2-9]{5}){3}").matcher(text);
        assertThat(password.find()).as(text).isTrue();
        PlainBrowser browser = new PlainBrowser(realm)
                .authorize(application)
                .submit("username", henry.username(), "password", password.group());
        assertThat(browser.shows("password-new")).as(browser.text()).isTrue();
        browser.submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD);
        assertThat(henry.trySignIn(NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(henry.trySignIn().status()).isNotEqualTo(200);
    }

    @Test
    @DisplayName("P5: are told by mail that their password was changed")
    void passwordChanged() throws Exception {
        TestUser ivy = directory.user("ivy");
        realm.admin()
                .put("/users/" + ivy.id() + "/reset-password")
                .json(Map.of("type", "password", "value", NEW_PASSWORD))
                .send()
                .expect(204);
        assertThat(mail.await(ivy.email()).getSubject()).startsWith("Your password for ");
        assertThat(ivy.trySignIn(NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "X4: the password that somebody else knows is of no use any more, and a new one goes into the directory")
    void notMe() throws Exception {
        TestUser leo = directory.user("leo");
        PlainBrowser page = disown(leo);
        assertThat(page.text()).contains("Your account is safe again", "Your old password no longer works");
        assertThat(signIn(new PlainBrowser(realm), leo).text()).contains("Invalid username or password");
        page.followLink("action-token");
        if (!page.shows("password-new")) {
            // Keycloak's own page in between.
            page.followLink("action-token");
        }
        page.submit("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD);
        assertThat(leo.trySignIn(NEW_PASSWORD).status()).as(page.text()).isEqualTo(200);
    }

    @Test
    @DisplayName("X4: everything ends all the same where the directory refuses to change the password")
    void notMeWhereThePasswordCannotBeChanged() throws Exception {
        TestUser mia = directory.user("mia");
        directory.refuseChanges(true);
        try {
            PlainBrowser page = disown(mia);
            assertThat(page.text())
                    .contains("The next time you sign in you must set a new password")
                    .doesNotContain("no longer works");
            assertThat(page.shows("gatehouse-new-password")).isFalse();
        } finally {
            directory.refuseChanges(false);
        }
        PlainBrowser next = signIn(new PlainBrowser(realm), mia);
        assertThat(next.shows("password-new")).as(next.text()).isTrue();
    }

    @Test
    @DisplayName("nothing of them is left when they are deleted")
    void deleted() {
        TestUser kate = directory.user("kate");
        kate.grantRealmRole("reports-reader");
        String token = create(kate.accessToken(), "kates")
                .expect(201)
                .json()
                .get("token")
                .asText();
        kate.delete();
        assertThat(verify(token)).isEqualTo(401);
        assertThat(realm.admin().get("/api-tokens").send().expect(200).json().findValuesAsText("name"))
                .doesNotContain("kates");
    }
}
