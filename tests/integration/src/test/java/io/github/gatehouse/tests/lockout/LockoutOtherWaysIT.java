package io.github.gatehouse.tests.lockout;

import java.net.URI;
import java.util.Arrays;

import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.LoginDialog;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.OutsideProvider;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Tokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M4, abuse case 14: what a blocked user can do by other ways than the password")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutOtherWaysIT {

    private static final String TOKEN = "/realms/{realm}/protocol/openid-connect/token";

    private TestRealm realm;
    private LockoutRealm lockout;

    @BeforeAll
    void aRealmWithLockout(TestRealm realm) {
        this.realm = realm;
        lockout = LockoutRealm.of(realm);
        realm.update(representation -> representation.put("resetPasswordAllowed", true));
    }

    private void block(TestUser user) {
        lockout.fail(user, 5);
        assertThat(lockout.isBlocked(user)).isTrue();
    }

    @Test
    void aDirectGrantIsRefusedLikeAWrongPassword() {
        TestUser alice = realm.user("alice").create();
        Response wrong = alice.trySignIn(LockoutRealm.WRONG);
        lockout.fail(alice, 4);
        Response refused = alice.trySignIn();
        assertThat(refused.status()).isEqualTo(wrong.status());
        assertThat(refused.json()).isEqualTo(wrong.json());
        assertThat(lockout.errors(alice).get(0)).isEqualTo("user_temporarily_disabled");
    }

    @Test
    void sessionsThatAreThereGoOn() {
        TestUser bob = realm.user("bob").create();
        Tokens tokens = bob.signIn();
        block(bob);
        realm.http()
                .post(TOKEN)
                .form(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        TestRealm.SIGN_IN_CLIENT,
                        "refresh_token",
                        tokens.refreshToken())
                .send()
                .expect(200);
        assertThat(lockout.failures(bob)).isEqualTo(5);
    }

    @Test
    void theTokenOfASessionThatIsThereCanBeExchanged() {
        TestUser bill = realm.user("bill").create();
        TestClient exchanger = realm.client("exchanger")
                .confidential()
                .directGrants()
                .tokenExchange()
                .create();
        String token = realm.http()
                .post(TOKEN)
                .basic("exchanger", exchanger.secret())
                .form("grant_type", "password", "username", "bill", "password", bill.password())
                .send()
                .expect(200)
                .json()
                .get("access_token")
                .asText();
        block(bill);
        realm.http()
                .post(TOKEN)
                .basic("exchanger", exchanger.secret())
                .form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token")
                .send()
                .expect(200);
        assertThat(lockout.isBlocked(bill)).isTrue();
    }

    @Test
    void aDeviceCannotBeAllowedWithThePassword() {
        TestUser carol = realm.user("carol").create();
        realm.client("television")
                .publicClient()
                .attribute("oauth2.device.authorization.grant.enabled", "true")
                .create();
        JsonNode device = realm.http()
                .post("/realms/{realm}/protocol/openid-connect/auth/device")
                .form("client_id", "television")
                .send()
                .expect(200)
                .json();
        block(carol);
        LoginDialog dialog = LoginDialog.of(realm)
                .visit(URI.create(device.get("verification_uri_complete").asText()))
                .submitPassword("carol", carol.password());
        assertThat(dialog.page().text()).contains("Invalid username or password");
        JsonNode polled = realm.http()
                .post(TOKEN)
                .form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        "television",
                        "device_code",
                        device.get("device_code").asText())
                .send()
                .expect(400)
                .json();
        assertThat(polled.get("error").asText()).isEqualTo("authorization_pending");
    }

    @Test
    void aBackChannelSignInIsRefusedLikeThatOfAnUnknownUser() {
        TestUser dave = realm.user("dave").create();
        TestClient bank = realm.client("bank")
                .confidential()
                .attribute("oidc.ciba.grant.enabled", "true")
                .create();
        assertThat(backChannel(bank, dave).path("error_description").asText()).isNotEqualTo("invalid_user");
        block(dave);
        JsonNode refused = backChannel(bank, dave);
        assertThat(refused.get("error_description").asText()).isEqualTo("invalid_user");
    }

    private JsonNode backChannel(TestClient client, TestUser user) {
        return realm.http()
                .post("/realms/{realm}/protocol/openid-connect/ext/ciba/auth")
                .basic(client.clientId(), client.secret())
                .form("scope", "openid", "login_hint", user.username(), "binding_message", "x")
                .send()
                .json();
    }

    @Test
    void theMailedLinkSetsANewPasswordAndLeavesTheBlock(MailSink mail) throws Exception {
        TestUser erin = realm.user("erin")
                .email("erin@" + realm.name() + ".example.org")
                .create();
        block(erin);
        // That she is blocked.
        mail.await(erin.email());
        LoginDialog dialog = LoginDialog.of(realm).open();
        String forgotten = Arrays.stream(dialog.page().text().split("\"", -1))
                .filter(part -> part.contains("login-actions/reset-credentials"))
                .findFirst()
                .orElseThrow();
        dialog.visit(URI.create(forgotten.replace("&amp;", "&"))).submit("username", "erin");
        MimeMultipart parts = (MimeMultipart) mail.await(erin.email(), 2).getContent();
        String link = Arrays.stream(parts.getBodyPart(0).getContent().toString().split("\\s+", -1))
                .filter(word -> word.contains("action-token"))
                .findFirst()
                .orElseThrow();
        dialog.visit(URI.create(link)).submit("password-new", "Brand-new-2026!", "password-confirm", "Brand-new-2026!");
        assertThat(dialog.isSignedIn()).isTrue();
        assertThat(lockout.failures(erin)).isEqualTo(5);
        assertThat(erin.trySignIn("Brand-new-2026!").status()).isNotEqualTo(200);
        assertThat(lockout.isBlocked(erin)).isTrue();
    }

    @Test
    void aSignInByAnotherProviderIsRefusedAndLiftsNothing() {
        TestUser frank = realm.user("frank").create();
        OutsideProvider provider = new OutsideProvider(realm);
        try {
            provider.connect();
            provider.addUser("frank");
            provider.link(frank);
            LoginDialog allowed = LoginDialog.of(realm)
                    .open("kc_idp_hint", OutsideProvider.ALIAS)
                    .submitPassword("frank", OutsideProvider.PASSWORD);
            assertThat(allowed.isSignedIn()).isTrue();
            lockout.fail(frank, 3);
            assertThat(LoginDialog.of(realm)
                            .open("kc_idp_hint", OutsideProvider.ALIAS)
                            .submitPassword("frank", OutsideProvider.PASSWORD)
                            .isSignedIn())
                    .isTrue();
            assertThat(lockout.failures(frank)).as("after a sign-in elsewhere").isEqualTo(3);
            lockout.fail(frank, 2);
            assertThat(LoginDialog.of(realm)
                            .open("kc_idp_hint", OutsideProvider.ALIAS)
                            .submitPassword("frank", OutsideProvider.PASSWORD)
                            .isSignedIn())
                    .isFalse();
            assertThat(lockout.isBlocked(frank)).isTrue();
        } finally {
            provider.close();
        }
    }
}
