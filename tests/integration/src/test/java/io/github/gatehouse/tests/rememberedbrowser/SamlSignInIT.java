package io.github.gatehouse.tests.rememberedbrowser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M3, M7, abuse case 7: remembered browsers and applications that use SAML")
class SamlSignInIT {

    private static final String APPLICATION = "saml-application";

    private final TestRealm realm;
    private final SignInRealm signIn;

    SamlSignInIT(TestRealm realm) {
        this.realm = realm;
        this.signIn = new SignInRealm(realm);
        signIn.trustedDeviceMonths(1);
        signIn.loginTokenDays(0);
        if (realm.admin().get("/clients?clientId=" + APPLICATION).send().json().isEmpty()) {
            realm.admin()
                    .post("/clients")
                    .json(Map.of(
                            "clientId",
                            APPLICATION,
                            "protocol",
                            "saml",
                            "redirectUris",
                            List.of(PlainBrowser.APPLICATION),
                            "attributes",
                            Map.of("saml.client.signature", "false")))
                    .send()
                    .expect(201);
        }
    }

    private void request(PlainBrowser browser, boolean forceAuthn) throws IOException {
        String xml = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
                + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_" + UUID.randomUUID()
                + "\" Version=\"2.0\" IssueInstant=\"" + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + "\" Destination=\"" + realm.issuer() + "/protocol/saml\" ForceAuthn=\"" + forceAuthn
                + "\" ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\""
                + " AssertionConsumerServiceURL=\"" + PlainBrowser.APPLICATION + "\"><saml:Issuer>" + APPLICATION
                + "</saml:Issuer></samlp:AuthnRequest>";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate =
                new DeflaterOutputStream(packed, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            deflate.write(xml.getBytes(StandardCharsets.UTF_8));
        }
        browser.restartKeeping(SignInRealm.COOKIE)
                .open(realm.issuer() + "/protocol/saml?SAMLRequest="
                        + URLEncoder.encode(
                                Base64.getEncoder().encodeToString(packed.toByteArray()), StandardCharsets.UTF_8));
    }

    private static boolean isSignedIn(PlainBrowser browser) {
        return browser.page().contains("name=\"SAMLResponse\"");
    }

    @Test
    @DisplayName("with ForceAuthn the second factor is asked for on a trusted device; without, it is spared")
    void forceAuthnAsksForTheSecondFactor() throws IOException {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        request(browser, true);
        browser.password(alice.user());
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
        request(browser, false);
        browser.password(alice.user());
        assertThat(isSignedIn(browser)).as(browser.text()).isTrue();
    }

    @Test
    @DisplayName("with ForceAuthn the password is asked for in spite of a login token; without, it is spared")
    void forceAuthnAsksForThePassword() throws IOException {
        signIn.loginTokenDays(30);
        TestUser alice = signIn.userWithoutSecondFactor("alice");
        PlainBrowser browser = signIn.browser()
                .authorize(signIn.application)
                .password(alice)
                .submit("keepSignedIn", "on", "gatehouse-answer", "");
        request(browser, true);
        assertThat(browser.shows("password")).as(browser.text()).isTrue();
        request(browser, false);
        assertThat(isSignedIn(browser)).as(browser.text()).isTrue();
    }
}
