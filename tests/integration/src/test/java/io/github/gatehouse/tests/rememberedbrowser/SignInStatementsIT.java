package io.github.gatehouse.tests.rememberedbrowser;

import java.util.Map;

import io.github.gatehouse.tests.apitoken.Statements;
import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M2, M3, M4: what a sign-in costs the database with all of it on, compared with Keycloak's own flow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInStatementsIT {

    /** The cookie by which a browser is known, which every one of a user's has but a new one. */
    private static final String KNOWN = "GATEHOUSE_KNOWN_";

    private Statements statements;
    private SignInRealm ours;

    /** With Keycloak's own flow and password and code. */
    private long stock;

    @BeforeAll
    void measureStockAndSetTheRealmUp(TestRealm realm, TestServer server) {
        statements = new Statements(server);
        statements.soFar();
        // Set-up switches events on, and each stored one is a statement.
        realm.enableEvents();
        // Without a mail server nothing is mailed in the background, which would be counted too.
        realm.update(representation ->
                representation.put("otpPolicyCodeReusable", true).putObject("smtpServer"));
        Totp app = new Totp("secret-of-stock-1234567890");
        TestUser user = realm.user("stock").authenticatorApp(app).create();
        TestClient application = realm.client("stock")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
        PlainBrowser browser = new PlainBrowser(realm);
        stock = statements.leastDuring(() -> assertThat(browser.restartKeeping(KNOWN)
                        .authorize(application)
                        .password(user)
                        .code(app)
                        .isSignedIn())
                .isTrue());
        ours = new SignInRealm(realm);
        ours.trustedDeviceMonths(1);
        realm.admin()
                .put("/account-security/settings")
                .json(Map.of("mfa", Map.of("mandatory", true)))
                .send()
                .expect(200);
    }

    @Test
    @DisplayName("password and code cost at most two updates more: one takes a place, one resets the count")
    void passwordAndCode() {
        Person person = ours.person("alice");
        PlainBrowser browser = ours.browser();
        assertThat(statements.leastDuring(() -> assertThat(browser.restartKeeping(KNOWN)
                                .authorize(ours.application)
                                .password(person.user())
                                .code(person.app())
                                .submit("gatehouse-answer", "")
                                .isSignedIn())
                        .isTrue()))
                .isLessThanOrEqualTo(stock + 2);
    }

    @Test
    @DisplayName("on a trusted device at most two more, which read and replace its secret")
    void onATrustedDevice() {
        Person person = ours.person("bob");
        PlainBrowser device = ours.trustedDevice(person);
        assertThat(statements.leastDuring(() -> {
                    assertThat(device.authorize(ours.application)
                                    .password(person.user())
                                    .isSignedIn())
                            .isTrue();
                    device.restartKeeping("GATEHOUSE_");
                }))
                .isLessThanOrEqualTo(stock + 4);
    }
}
