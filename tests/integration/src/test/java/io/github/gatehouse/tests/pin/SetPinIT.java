package io.github.gatehouse.tests.pin;

import java.time.Duration;
import java.util.List;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M5: setting and removing the own PIN")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetPinIT {

    private TestRealm realm;
    private PinCalls calls;

    @BeforeAll
    void aRealmThatIsSetUp(TestRealm realm) {
        this.realm = realm;
        realm.enableEvents();
        calls = PinCalls.in(realm);
    }

    @Test
    void aUserSetsReplacesAndRemovesThePin() {
        TestUser user = realm.user("changer").create();
        assertThat(calls.isConfigured(user)).isFalse();
        calls.set(user.accessToken(), "739201").expect(204);
        assertThat(calls.isConfigured(user)).isTrue();
        calls.set(user.accessToken(), "194837").expect(204);
        assertThat(pins(user)).hasSize(1);
        calls.remove(user.accessToken()).expect(204);
        assertThat(calls.isConfigured(user)).isFalse();
        calls.remove(user.accessToken()).expect(204);
    }

    @ParameterizedTest
    @CsvSource({
        "73920, invalid_request, at least 6",
        "7392o1, invalid_request, digits 0 to 9",
        "123456, guessable_pin, series",
        "112233, guessable_pin, series",
        "777777, guessable_pin, three different",
        "258258, guessable_pin, repeat",
        "258852, guessable_pin, both ends"
    })
    @DisplayName("a PIN that is none, or that is tried first, is refused with the rule it breaks")
    void aBadPinIsRefused(String pin, String error, String rule) {
        TestUser user = realm.user("refused-" + pin).create();
        Response refused = calls.set(user.accessToken(), pin).expect(400);
        assertThat(refused.json().get("error").asText()).isEqualTo(error);
        assertThat(refused.json().get("field").asText()).isEqualTo("pin");
        assertThat(refused.json().get("error_description").asText()).contains(rule);
        assertThat(calls.isConfigured(user)).isFalse();
    }

    @Test
    @DisplayName("setting and removing it need a sign-in at most five minutes old")
    void anOldSignInIsRefused(TestServer server) {
        realm.update(r -> r.put("accessTokenLifespan", 3_600));
        TestUser user = calls.userWithPin("old-sign-in");
        String old = user.accessToken();
        server.time().advance(Duration.ofMinutes(6));
        for (Response refused : List.of(calls.set(old, "194837"), calls.remove(old))) {
            assertThat(refused.expect(401).header("WWW-Authenticate"))
                    .contains("insufficient_user_authentication", "max_age=\"300\"");
        }
        assertThat(calls.isConfigured(user)).isTrue();
    }

    @Test
    void whoOnlyMayViewTheProfileSeesItAndChangesNothing() {
        TestUser user = calls.userWithPin("viewer");
        realm.admin()
                .method("DELETE", "/users/" + user.id() + "/role-mappings/realm")
                .json(List.of(realm.admin()
                        .get("/roles/default-roles-" + realm.name())
                        .send()
                        .expect(200)
                        .json()))
                .send()
                .expect(204);
        user.grantClientRole("account", "view-profile");
        calls.set(user.accessToken(), "194837").expect(403);
        calls.remove(user.accessToken()).expect(403);
        assertThat(calls.isConfigured(user)).isTrue();
    }

    @Test
    @DisplayName("S5: whoever works in a user's name can neither set nor remove it")
    void impersonatorsAreRefused() {
        TestUser user = calls.userWithPin("impersonated");
        String impersonators = Impersonation.accessToken(realm, user);
        calls.set(impersonators, "194837").expect(403);
        calls.remove(impersonators).expect(403);
        assertThat(calls.isConfigured(user)).isTrue();
    }

    @Test
    void changesAreUserEventsWithoutThePin() {
        TestUser user = calls.userWithPin("events");
        calls.remove(user.accessToken()).expect(204);
        List<JsonNode> events = realm.events().stream()
                .filter(event -> user.id().equals(event.path("userId").asText()))
                .filter(event -> "gatehouse-pin"
                        .equals(event.at("/details/credential_type").asText()))
                .toList();
        assertThat(events)
                .extracting(event -> event.get("type").asText())
                .containsExactlyInAnyOrder("UPDATE_CREDENTIAL", "REMOVE_CREDENTIAL");
        assertThat(events.toString()).doesNotContain(PinCalls.PIN);
    }

    @Test
    @DisplayName("P9: an export holds a slow hash and not the PIN")
    void anExportHoldsTheHashOnly() {
        TestUser user = calls.userWithPin("exported");
        JsonNode pin = pins(user).get(0);
        assertThat(pin.get("credentialData").asText()).contains("argon2");
        assertThat(pin.has("secretData")).isFalse();
        assertThat(realm.admin().get("/users/" + user.id()).send().expect(200).text())
                .doesNotContain(PinCalls.PIN);
    }

    @Test
    @DisplayName(
            "is never a second factor, in Keycloak's own list neither, and is not removed there without a fresh sign-in")
    void keycloaksListOfCredentialsTakesItForNoSecondFactor() {
        TestUser user = calls.userWithPin("listed");
        JsonNode list = realm.http()
                .get("/realms/{realm}/account/credentials")
                .bearer(user.accessToken())
                .header("Accept", "application/json")
                .send()
                .expect(200)
                .json();
        JsonNode row = null;
        for (JsonNode one : list) {
            row = one.get("type").asText().equals("gatehouse-pin") ? one : row;
        }
        assertThat(row).isNotNull();
        assertThat(row.get("category").asText()).isEqualTo("basic-authentication");
        assertThat(row.get("removeable").asBoolean()).isFalse();
        String id = pins(user).get(0).get("id").asText();
        // The second is Keycloak's name for the credential of a type that only a directory has.
        for (String name : List.of(id, "gatehouse-pin-id")) {
            realm.http()
                    .delete("/realms/{realm}/account/credentials/" + name)
                    .bearer(user.accessToken())
                    // Without it the account console answers, with 405 whatever is asked for.
                    .header("Accept", "application/json")
                    .send()
                    .expect(400);
        }
        assertThat(calls.isConfigured(user)).isTrue();
    }

    @Test
    void anAdministratorCanRemoveIt() {
        TestUser user = calls.userWithPin("helped");
        realm.admin()
                .delete("/users/" + user.id() + "/credentials/"
                        + pins(user).get(0).get("id").asText())
                .send()
                .expect(204);
        assertThat(calls.isConfigured(user)).isFalse();
    }

    private static List<JsonNode> pins(TestUser user) {
        return user.credentials().stream()
                .filter(credential -> credential.get("type").asText().equals("gatehouse-pin"))
                .toList();
    }
}
