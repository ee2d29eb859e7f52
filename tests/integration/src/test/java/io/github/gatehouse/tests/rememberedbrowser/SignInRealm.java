package io.github.gatehouse.tests.rememberedbrowser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;

/** A realm that is set up, an application in it, and users with an authenticator app. */
final class SignInRealm {

    static final String COOKIE = "GATEHOUSE_BROWSER_";

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    final TestRealm realm;
    final TestClient application;

    SignInRealm(TestRealm realm) {
        this.realm = realm;
        realm.admin().post("/account-security/setup").send().expect(200);
        realm.update(representation -> representation
                .put("otpPolicyCodeReusable", true)
                // A quick hash: these tests type hundreds of passwords.
                .put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)"));
        application = realm.client("application-" + UUID.randomUUID())
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    void trustedDeviceMonths(int months) {
        settings(Map.of("mfa", Map.of("trustedDeviceMonths", months)));
    }

    void loginTokenDays(int days) {
        settings(Map.of("loginTokens", Map.of("days", days)));
    }

    private void settings(Map<String, Object> change) {
        realm.admin().put("/account-security/settings").json(change).send().expect(200);
    }

    /** A user with a password and an authenticator app. */
    Person person(String name) {
        Totp app = new Totp("secret-of-" + name + "-1234567890");
        return new Person(
                realm.user(name + "-" + UUID.randomUUID()).authenticatorApp(app).create(), app);
    }

    /** A user with a password only. */
    TestUser userWithoutSecondFactor(String name) {
        return realm.user(name + "-" + UUID.randomUUID()).create();
    }

    PlainBrowser browser() {
        return new PlainBrowser(realm).header("User-Agent", FIREFOX);
    }

    /** Signs in with password and code and trusts the device; the session is forgotten, the device is not. */
    PlainBrowser trustedDevice(Person person) {
        return browser()
                .authorize(application)
                .password(person.user())
                .code(person.app())
                .submit("trustDevice", "on", "gatehouse-answer", "")
                .restartKeeping(COOKIE);
    }

    /** Signs in with the password of a user without a second factor and stays signed in; the session is forgotten, the login token is not. */
    PlainBrowser loginToken(TestUser user) {
        return browser()
                .authorize(application)
                .password(user)
                .submit("keepSignedIn", "on", "gatehouse-answer", "")
                .restartKeeping(COOKIE);
    }

    /** What a JWT says; its signature is not looked at. */
    static JsonNode claims(String jwt) {
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Person(TestUser user, Totp app) {}
}
