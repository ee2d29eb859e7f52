package io.github.gatehouse.tests.secondfactor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Impersonation;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M1: a user takes back second steps")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoveSecondFactorIT {

    private static final String ALL = "/realms/{realm}/account-security/second-factor";

    private TestRealm realm;
    private SecondFactorRealm factors;

    @BeforeAll
    void aRealmThatOffersEverySecondStep(TestRealm realm) {
        this.realm = realm;
        factors = SecondFactorRealm.in(realm);
        realm.enableEvents();
    }

    @Test
    void switchesTwoFactorAuthenticationOffAndKeepsPasswordAndPasskeys() {
        TestUser user = realm.user("all-off").create();
        String token = user.accessToken();
        giveEverything(user);

        turnOff(token).expect(204);
        assertThat(factors.types(user)).containsExactly("password", "webauthn-passwordless");
        assertThat(factors.events(user, "REMOVE_CREDENTIAL"))
                .extracting(event -> event.at("/details/credential_type").asText())
                .containsExactlyInAnyOrder("otp", "otp", "webauthn", "recovery-authn-codes");
        assertThat(factors.events(user, "REMOVE_TOTP")).hasSize(2);

        turnOff(token).expect(204);
        assertThat(factors.events(user, "REMOVE_CREDENTIAL")).hasSize(4);
    }

    @Test
    void removesOneOfSeveralFactorsAndKeepsTheRecoveryCodes() {
        TestUser user = realm.user("one-of-several").create();
        String token = user.accessToken();
        giveEverything(user);

        remove(token, factors.id(user, "Phone")).expect(204);
        remove(token, factors.id(user, "Key")).expect(204);
        assertThat(factors.types(user))
                .containsExactly("otp", "password", "recovery-authn-codes", "webauthn-passwordless");
        assertThat(factors.events(user, "REMOVE_CREDENTIAL"))
                .extracting(event -> event.at("/details/credential_user_label").asText())
                .containsExactly("Key", "Phone");
    }

    @Test
    void takesTheRecoveryCodesWithTheLastFactorForAloneTheyWouldShutTheUserOut() {
        TestUser user = realm.user("last").create();
        String token = user.accessToken();
        factors.giveSecurityKey(user, "Key");
        factors.giveRecoveryCodes(user);

        remove(token, factors.id(user, "Key")).expect(204);
        assertThat(factors.types(user)).containsExactly("password");

        factors.giveSecurityKey(user, "Key");
        factors.giveRecoveryCodes(user);
        realm.http()
                .delete("/realms/{realm}/account-security/devices/" + factors.id(user, "Key"))
                .bearer(token)
                .send()
                .expect(204);
        assertThat(factors.types(user)).as("removed as a device").containsExactly("password");
        assertThat(user.trySignIn().status()).as("the password alone is enough").isEqualTo(200);
    }

    @Test
    void removesRecoveryCodesAlone() {
        TestUser user = realm.user("codes").create();
        String token = user.accessToken();
        factors.giveApp(user, "Phone");
        factors.giveRecoveryCodes(user);

        remove(token, factors.id(user, "Recovery codes")).expect(204);
        assertThat(factors.types(user)).containsExactly("otp", "password");
    }

    @Test
    @DisplayName("no administrator can forbid it")
    void worksWhereTheRealmAllowsNoRemoving() {
        TestUser user = realm.user("forbidden").create();
        String token = user.accessToken();
        factors.giveApp(user, "Phone");
        JsonNode action = realm.admin()
                .get("/authentication/required-actions/delete_credential")
                .send()
                .expect(200)
                .json();
        setEnabled(action, false);
        try {
            turnOff(token).expect(204);
        } finally {
            setEnabled(action, true);
        }
        assertThat(factors.types(user)).containsExactly("password");
    }

    @Test
    @DisplayName("★ a sign-in of more than five minutes ago does not count, and nothing is removed")
    void asksForAFreshSignIn(TestServer server) {
        TestUser user = realm.user("stale").create();
        String token = user.accessToken();
        factors.giveApp(user, "Phone");
        String id = factors.id(user, "Phone");
        server.time().advance(Duration.ofMinutes(6));
        for (Response refused : List.of(turnOff(token), remove(token, id))) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("insufficient_user_authentication")
                    .contains("max_age=\"300\"");
        }
        assertThat(factors.types(user)).containsExactly("otp", "password");
    }

    @Test
    @DisplayName("abuse case 23: the credential of somebody else, a password and a passkey are not found and stay")
    void findsOnlyTheCallersOwnSecondSteps() {
        TestUser victim = realm.user("victim").create();
        factors.giveApp(victim, "Victim's phone");
        TestUser attacker = realm.user("attacker").create();
        String token = attacker.accessToken();
        factors.givePasskey(attacker, "Passkey");

        String password = attacker.credentials().stream()
                .filter(credential -> credential.get("type").asText().equals("password"))
                .map(credential -> credential.get("id").asText())
                .findFirst()
                .orElseThrow();
        for (String id : List.of(
                factors.id(victim, "Victim's phone"),
                password,
                factors.id(attacker, "Passkey"),
                "otp-id",
                UUID.randomUUID().toString())) {
            assertThat(remove(token, id).status()).as(id).isEqualTo(404);
        }
        turnOff(token).expect(204);
        assertThat(factors.types(victim)).containsExactly("otp", "password");
        assertThat(factors.types(attacker)).containsExactly("password", "webauthn-passwordless");
        assertThat(factors.events(attacker, "REMOVE_CREDENTIAL")).isEmpty();
    }

    @Test
    @DisplayName("S5: who works in the user's name cannot switch it off")
    void refusesImpersonators() {
        TestUser user = realm.user("impersonated").create();
        factors.giveApp(user, "Phone");
        String token = Impersonation.accessToken(realm, user);
        assertThat(turnOff(token).status()).isEqualTo(403);
        assertThat(remove(token, factors.id(user, "Phone")).status()).isEqualTo(403);
        assertThat(factors.types(user)).containsExactly("otp", "password");
    }

    @Test
    @DisplayName("in a realm with step-up, a sign-in of the lower level does not remove what guards the higher one")
    void needsTheLevelOfWhatIsRemoved() {
        TestUser user = realm.user("lower-level").create();
        String token = user.accessToken();
        factors.giveApp(user, "Phone");
        factors.giveSecurityKey(user, "Key");
        factors.askForAppOrKeyAtLevel(2);
        try {
            assertThat(turnOff(token).status()).isEqualTo(403);
            assertThat(remove(token, factors.id(user, "Phone")).status()).isEqualTo(403);
            realm.http()
                    .delete("/realms/{realm}/account-security/devices/" + factors.id(user, "Key"))
                    .bearer(token)
                    .send()
                    .expect(403);
        } finally {
            realm.update(r -> r.put("browserFlow", "browser"));
        }
        assertThat(factors.types(user)).containsExactly("otp", "password", "webauthn");
        turnOff(token).expect(204);
    }

    @Test
    void whoOnlyMayViewTheProfileRemovesNothing() {
        TestUser user = realm.user("viewer").create();
        JsonNode defaults = realm.admin()
                .get("/roles/default-roles-" + realm.name())
                .send()
                .expect(200)
                .json();
        realm.admin()
                .method("DELETE", "/users/" + user.id() + "/role-mappings/realm")
                .json(List.of(defaults))
                .send()
                .expect(204);
        user.grantClientRole("account", "view-profile");
        String token = user.accessToken();
        factors.giveApp(user, "Phone");
        turnOff(token).expect(403);
        remove(token, factors.id(user, "Phone")).expect(403);
        assertThat(factors.types(user)).containsExactly("otp", "password");
    }

    private void giveEverything(TestUser user) {
        factors.giveApp(user, "Phone");
        factors.giveApp(user, "Tablet");
        factors.giveSecurityKey(user, "Key");
        factors.giveRecoveryCodes(user);
        factors.givePasskey(user, "Laptop");
    }

    private Response turnOff(String token) {
        return realm.http().delete(ALL).bearer(token).send();
    }

    private Response remove(String token, String id) {
        return realm.http().delete(ALL + "/" + id).bearer(token).send();
    }

    private void setEnabled(JsonNode action, boolean enabled) {
        Map<String, Object> changed = new java.util.HashMap<>();
        action.fields().forEachRemaining(field -> changed.put(field.getKey(), field.getValue()));
        changed.put("enabled", enabled);
        realm.admin()
                .put("/authentication/required-actions/delete_credential")
                .json(changed)
                .send()
                .expect(204);
    }
}
