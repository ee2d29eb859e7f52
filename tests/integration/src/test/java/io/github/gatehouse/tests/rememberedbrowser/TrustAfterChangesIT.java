package io.github.gatehouse.tests.rememberedbrowser;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.gatehouse.tests.rememberedbrowser.SignInRealm.Person;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.Totp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@GatehouseTest
@DisplayName("M3, X5: trust in a device after a change of its user")
class TrustAfterChangesIT {

    private static final String RECOVERY_CODES = "recovery-authn-codes";

    private final TestRealm realm;
    private final SignInRealm signIn;

    TrustAfterChangesIT(TestRealm realm) {
        this.realm = realm;
        this.signIn = new SignInRealm(realm);
        signIn.trustedDeviceMonths(1);
    }

    @TestFactory
    @DisplayName("Abuse case 4: trust is void after")
    Stream<DynamicTest> isVoidAfterEachChangeOfCredentials() {
        Map<String, Consumer<Person>> changes = new LinkedHashMap<>();
        changes.put("a new password by an administrator", this::setPassword);
        changes.put("an authenticator app added", this::addAuthenticatorApp);
        changes.put("an authenticator app removed and another one added", person -> {
            remove(person, "otp");
            addAuthenticatorApp(person);
        });
        changes.put("a security key added", person -> addKey(person, "webauthn"));
        changes.put("a passkey added", person -> addKey(person, "webauthn-passwordless"));
        changes.put("recovery codes added", this::addRecoveryCodes);
        changes.put("the user disabled and enabled again", person -> {
            person.user().disable();
            person.user().enable();
        });
        return changes.entrySet().stream()
                .map(change ->
                        dynamicTest(change.getKey(), () -> assertThatTrustEnds(person -> {}, change.getValue())));
    }

    @TestFactory
    @DisplayName("Abuse case 4: trust is void after the removal of")
    Stream<DynamicTest> isVoidAfterEachRemoval() {
        Map<String, Consumer<Person>> given = new LinkedHashMap<>();
        given.put("webauthn", person -> addKey(person, "webauthn"));
        given.put("webauthn-passwordless", person -> addKey(person, "webauthn-passwordless"));
        given.put(RECOVERY_CODES, this::addRecoveryCodes);
        return given.entrySet().stream()
                .map(one -> dynamicTest(
                        one.getKey(),
                        () -> assertThatTrustEnds(one.getValue(), person -> remove(person, one.getKey()))));
    }

    @Test
    @DisplayName("Abuse case 4: trust is void once it was refused to a user whom nobody has reported as disabled")
    void isVoidOnceRefusedToADisabledUser() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        realm.http()
                .post("/realms/{realm}/gatehouse-testing/users/" + alice.user().id() + "/disable")
                .send()
                .expect(200);
        signInWithPassword(browser, alice);
        assertThat(browser.isSignedIn()).isFalse();
        alice.user().enable();
        signInWithPassword(browser, alice);
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
    }

    @Test
    @DisplayName("Abuse case 4: trust that was refused once is not there again when the change is taken back")
    void isNotThereAgainWhenTheChangeIsTakenBack() {
        Person alice = signIn.person("alice");
        PlainBrowser browser = signIn.trustedDevice(alice);
        Map<String, String> copied = Map.copyOf(browser.cookies());
        addKey(alice, "webauthn-passwordless");
        signInWithPassword(browser, alice);
        assertThat(browser.isSignedIn()).isFalse();
        remove(alice, "webauthn-passwordless");
        // The browser has been told to forget the cookie; whoever has copied it has not.
        browser.cookies().putAll(copied);
        signInWithPassword(browser, alice);
        assertThat(browser.shows("kc-otp-login-form")).as(browser.text()).isTrue();
    }

    private void assertThatTrustEnds(Consumer<Person> before, Consumer<Person> change) {
        Person alice = signIn.person("alice");
        before.accept(alice);
        PlainBrowser browser = signIn.trustedDevice(alice);
        signInWithPassword(browser, alice);
        assertThat(browser.isSignedIn()).as(browser.text()).isTrue();
        change.accept(alice);
        for (String when : new String[] {"now", "and not only put to sleep"}) {
            signInWithPassword(browser, alice);
            assertThat(browser.isSignedIn()).as(when).isFalse();
            assertThat(browser.text()).as(when).doesNotContain("Invalid username or password");
        }
    }

    private void signInWithPassword(PlainBrowser browser, Person person) {
        browser.restartKeeping(SignInRealm.COOKIE).authorize(signIn.application).password(person.user());
    }

    private void setPassword(Person person) {
        realm.admin()
                .put("/users/" + person.user().id() + "/reset-password")
                .json(Map.of("type", "password", "value", person.user().password(), "temporary", false))
                .send()
                .expect(204);
    }

    private void remove(Person person, String type) {
        String id = person.user().credentials().stream()
                .filter(credential -> credential.get("type").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        realm.admin()
                .delete("/users/" + person.user().id() + "/credentials/" + id)
                .send()
                .expect(204);
    }

    private void addAuthenticatorApp(Person person) {
        add(person, new Totp("another-secret-1234567890").credential("Another"));
    }

    private void addKey(Person person, String type) {
        String id = Base64.getUrlEncoder().encodeToString("key".getBytes(StandardCharsets.UTF_8));
        add(
                person,
                Map.of(
                        "type",
                        type,
                        "userLabel",
                        "Key",
                        "secretData",
                        "{}",
                        "credentialData",
                        "{\"aaguid\":\"00000000-0000-0000-0000-000000000000\",\"credentialId\":\"" + id
                                + "\",\"counter\":0,\"attestationStatementFormat\":\"none\","
                                + "\"credentialPublicKey\":\"AAAA\",\"transports\":[]}"));
    }

    private void addRecoveryCodes(Person person) {
        add(
                person,
                Map.of(
                        "type",
                        RECOVERY_CODES,
                        "userLabel",
                        "Codes",
                        "secretData",
                        "{\"codes\":[{\"number\":5,\"encodedHashedValue\":\"AAAA\"}]}",
                        "credentialData",
                        "{\"hashIterations\":1,\"algorithm\":\"SHA-512\",\"totalCodes\":12,\"remainingCodes\":8}"));
    }

    /** As an administrator can, by an update of the user. */
    private static void add(Person person, Map<String, Object> credential) {
        person.user().update(user -> user.putArray("credentials").addPOJO(credential));
    }
}
