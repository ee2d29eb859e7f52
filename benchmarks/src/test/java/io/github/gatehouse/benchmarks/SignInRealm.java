package io.github.gatehouse.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import io.github.gatehouse.tests.support.Totp;

/** A realm, set up or as Keycloak makes it, with users who have an authenticator app, and one whom somebody attacks. */
final class SignInRealm {

    static final int USERS = 32;

    /** Beginnings of the names of cookies that outlive a browser's restart: all of Gatehouse's, and those of a browser that is known but not trusted. */
    private static final String REMEMBERED = "GATEHOUSE_";

    private static final String KNOWN = "GATEHOUSE_KNOWN_";

    private final TestRealm realm;
    private final TestClient application;
    private final List<Person> people;
    private final List<PlainBrowser> browsers;
    private final TestUser victim;

    private record Person(TestUser user, Totp app) {}

    private SignInRealm(TestRealm realm) {
        this.realm = realm;
        // The users sign in more often than their apps change the code.
        realm.update(representation ->
                representation.put("otpPolicyCodeReusable", true).put("bruteForceProtected", true));
        this.application = realm.client("application")
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
        this.people = IntStream.range(0, USERS).mapToObj(this::person).toList();
        this.browsers = people.stream().map(person -> new PlainBrowser(realm)).toList();
        this.victim = realm.user("victim").create();
    }

    private Person person(int number) {
        Totp app = new Totp("secret-of-" + number + "-1234567890");
        return new Person(realm.user("user" + number).authenticatorApp(app).create(), app);
    }

    /** With Keycloak's own flow and brute-force detection. */
    static SignInRealm stock(TestRealm realm) {
        return new SignInRealm(realm);
    }

    /** With all that set-up gives, and the second factor mandatory. */
    static SignInRealm setUp(TestRealm realm) {
        return setUp(realm, 1);
    }

    /** The same, but no device can be trusted: nobody is asked. */
    static SignInRealm setUpWithoutTrust(TestRealm realm) {
        return setUp(realm, 0);
    }

    private static SignInRealm setUp(TestRealm realm, int trustedDeviceMonths) {
        realm.admin().post("/account-security/setup").send().expect(200);
        SignInRealm ready = new SignInRealm(realm);
        realm.attribute("gatehouse.lockout.enabled", "true");
        ready.settings(Map.of("mfa", Map.of("mandatory", true, "trustedDeviceMonths", trustedDeviceMonths)));
        return ready;
    }

    private void settings(Map<String, ?> change) {
        realm.admin().put("/account-security/settings").json(change).send().expect(200);
    }

    /** Hashes passwords so quickly that what else a sign-in costs can be seen. */
    void hashQuickly() {
        realm.update(representation ->
                representation.put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)"));
        for (Person person : people) {
            setPassword(person.user());
        }
        setPassword(victim);
    }

    private void setPassword(TestUser user) {
        realm.admin()
                .put("/users/" + user.id() + "/reset-password")
                .json(Map.of("type", "password", "value", user.password(), "temporary", false))
                .send()
                .expect(204);
    }

    /** A sign-in with password and code in the user's own browser, which is not trusted; the question whether to trust it is answered with no. */
    void signIn(int number) {
        PlainBrowser browser = tryToSignIn(number);
        if (!browser.isSignedIn()) {
            // Keycloak's own detection refuses a user while it still notes that user's last sign-in (26.7).
            browser = tryToSignIn(number);
        }
        check(browser);
    }

    private PlainBrowser tryToSignIn(int number) {
        Person person = people.get(number % people.size());
        PlainBrowser browser = browsers.get(number % browsers.size())
                .restartKeeping(KNOWN)
                .authorize(application)
                .password(person.user())
                .code(person.app());
        if (!browser.isSignedIn()) {
            browser.submit("gatehouse-answer", "");
        }
        return browser;
    }

    /** Makes the browsers in which {@link #signInOnTrustedDevice} goes on. */
    List<PlainBrowser> trustedDevices() {
        return people.stream()
                .map(person -> new PlainBrowser(realm)
                        .authorize(application)
                        .password(person.user())
                        .code(person.app())
                        .submit("trustDevice", "on", "gatehouse-answer", "")
                        .restartKeeping(REMEMBERED))
                .toList();
    }

    /** A sign-in with the password only. */
    void signInOnTrustedDevice(PlainBrowser browser, int number) {
        check(browser.authorize(application)
                .password(people.get(number % people.size()).user()));
        browser.restartKeeping(REMEMBERED);
    }

    /** Somebody tries a wrong password of the one user who is attacked. */
    void fail() {
        int status = victim.trySignIn("Wrong-2026!").status();
        if (status != 401 && status != 400) {
            throw new IllegalStateException("A wrong password was answered with " + status);
        }
    }

    private static void check(PlainBrowser browser) {
        if (!browser.isSignedIn()) {
            throw new IllegalStateException("Not signed in: " + browser.location() + " " + browser.text());
        }
    }
}
