package io.github.gatehouse.tests.secondfactor;

import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M1, P3: a mailed link for a forgotten password")
class ResetPasswordIT {

    private static final Pattern LINK = Pattern.compile("https?://\\S*login-actions/action-token\\S*");

    @Test
    @DisplayName("sets a new password, leaves the second factor, and signs nobody in")
    void setsThePasswordOnly(TestRealm realm, MailSink mail) throws Exception {
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.update(representation ->
                representation.put("resetPasswordAllowed", true).put("otpPolicyCodeReusable", true));
        TestClient application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
        Totp app = new Totp("a-secret-1234567890");
        TestUser alice =
                realm.user("alice-" + UUID.randomUUID()).authenticatorApp(app).create();

        PlainBrowser browser = new PlainBrowser(realm).authorize(application);
        browser.followLink("reset-credentials").submit("username", alice.username());
        Matcher link = LINK.matcher(text(mail.await(alice.email())));
        assertThat(link.find()).isTrue();

        browser.open(link.group());
        assertThat(browser.shows("password-new")).as(browser.text()).isTrue();
        browser.submit("password-new", "Another-2026!", "password-confirm", "Another-2026!");
        assertThat(browser.isSignedIn()).as(browser.text()).isFalse();
        assertThat(browser.shows("kc-totp-settings-form")).isFalse();

        browser = new PlainBrowser(realm).authorize(application);
        browser.submit("username", alice.username(), "password", "Another-2026!");
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
        browser.code(app).submit("gatehouse-answer", "");
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        assertThat(alice.credentials())
                .filteredOn(credential -> credential.get("type").asText().equals("otp"))
                .hasSize(1);
    }

    private static String text(MimeMessage mail) throws IOException, MessagingException {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }
}
