package io.github.gatehouse.tests.rememberedbrowser;

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("M6, X8: who sees and deletes stored ways in")
class DevicesPermissionIT {

    private static final String OWN = "/realms/{realm}/account-security/devices";

    private final TestRealm realm;
    private final SignInRealm signIn;

    DevicesPermissionIT(TestRealm realm) {
        this.realm = realm;
        this.signIn = new SignInRealm(realm);
        signIn.loginTokenDays(30);
        realm.update(representation -> representation.put("accessTokenLifespan", 3_600));
    }

    /** A user with a passkey and a browser that holds a login token. */
    private TestUser user(String name) {
        TestUser user = signIn.userWithoutSecondFactor(name);
        user.update(representation -> representation
                .putArray("credentials")
                .addPOJO(Map.of(
                        "type",
                        "webauthn-passwordless",
                        "userLabel",
                        "Laptop",
                        "secretData",
                        "{}",
                        "credentialData",
                        "{\"aaguid\":\"00000000-0000-0000-0000-000000000000\",\"credentialId\":\"AAAA\",\"counter\":0,"
                                + "\"attestationStatementFormat\":\"none\",\"credentialPublicKey\":\"AAAA\","
                                + "\"transports\":[]}")));
        signIn.browser()
                .authorize(signIn.application)
                .password(user)
                .submit("keepSignedIn", "on", "gatehouse-answer", "");
        assertThat(kinds(user)).containsExactlyInAnyOrder("login-token", "passkey");
        return user;
    }

    private JsonNode devices(TestUser user) {
        return realm.admin().get(ofUser(user)).send().expect(200).json();
    }

    private static String ofUser(TestUser user) {
        return "/account-security/users/" + user.id() + "/devices";
    }

    private List<String> kinds(TestUser user) {
        return devices(user).findValuesAsText("kind");
    }

    private String id(TestUser user, String kind) {
        for (JsonNode device : devices(user)) {
            if (device.get("kind").asText().equals(kind)) {
                return device.get("id").asText();
            }
        }
        throw new AssertionError("No " + kind);
    }

    private Response delete(String accessToken, String path) {
        return realm.http().delete(OWN + path).bearer(accessToken).send();
    }

    @Test
    @DisplayName("★ a passkey is deleted after a fresh sign-in only, a saved sign-in at any time")
    void aPasskeyNeedsAFreshSignIn(TestServer server) {
        TestUser alice = user("alice");
        String token = alice.accessToken();
        server.time().advance(Duration.ofMinutes(6));
        Response refused = delete(token, "/" + id(alice, "passkey")).expect(401);
        assertThat(refused.header("WWW-Authenticate"))
                .contains("insufficient_user_authentication")
                .contains("max_age=\"300\"");
        delete(token, "/" + id(alice, "login-token")).expect(204);
        assertThat(kinds(alice)).containsExactly("passkey");
    }

    @Test
    @DisplayName("a password is no device: it is not found and stays")
    void aPasswordIsNoDevice() {
        TestUser alice = user("alice");
        String password = alice.credentials().stream()
                .filter(credential -> credential.get("type").asText().equals("password"))
                .map(credential -> credential.get("id").asText())
                .findFirst()
                .orElseThrow();
        delete(alice.accessToken(), "/" + password).expect(404);
        realm.admin().delete(ofUser(alice) + "/" + password).send().expect(404);
        alice.signIn();
    }

    @Test
    @DisplayName("abuse case 23: somebody else's passkey is not found and stays")
    void somebodyElsesPasskeyIsNotFound() {
        TestUser alice = user("alice");
        TestUser eve = user("eve");
        delete(eve.accessToken(), "/" + id(alice, "passkey")).expect(404);
        realm.admin()
                .delete(ofUser(eve) + "/" + id(alice, "login-token"))
                .send()
                .expect(404);
        assertThat(kinds(alice)).hasSize(2);
    }

    @Test
    @DisplayName("S5: who works in the user's name deletes neither one nor all")
    void impersonatorsDeleteNothing() {
        TestUser alice = user("alice");
        String token = Impersonation.accessToken(realm, alice);
        delete(token, "/" + id(alice, "login-token")).expect(403);
        delete(token, "/" + id(alice, "passkey")).expect(403);
        delete(token, "?kind=login-token").expect(403);
        assertThat(kinds(alice)).hasSize(2);
    }

    @Test
    void whoOnlyMayViewTheProfileDeletesNothing() {
        TestUser alice = user("alice");
        takeDefaultRoles(alice);
        alice.grantClientRole("account", "view-profile");
        String token = alice.accessToken();
        realm.http().get(OWN).bearer(token).send().expect(200);
        delete(token, "/" + id(alice, "login-token")).expect(403);
        delete(token, "/" + id(alice, "passkey")).expect(403);
        delete(token, "?kind=login-token").expect(403);
        assertThat(kinds(alice)).hasSize(2);
    }

    @Test
    void whoMayNotEvenViewTheProfileSeesNothing() {
        TestUser alice = user("alice");
        takeDefaultRoles(alice);
        alice.grantClientRole("account", "view-applications");
        realm.http().get(OWN).bearer(alice.accessToken()).send().expect(403);
    }

    private void takeDefaultRoles(TestUser user) {
        realm.admin()
                .method("DELETE", "/users/" + user.id() + "/role-mappings/realm")
                .json(List.of(realm.admin()
                        .get("/roles/default-roles-" + realm.name())
                        .send()
                        .expect(200)
                        .json()))
                .send()
                .expect(204);
    }

    @Test
    @DisplayName("X8: who administers users sees and deletes, who views them sees, who does neither is told nothing")
    void administratorsNeedKeycloaksOwnPermissions() {
        TestUser alice = user("alice");
        String path = "/admin/realms/{realm}" + ofUser(alice);
        String nobody = "/admin/realms/{realm}/account-security/users/" + UUID.randomUUID() + "/devices";
        String token = id(alice, "login-token");
        String viewer = administrator("view-users");
        realm.http().get(path).bearer(viewer).send().expect(200);
        realm.http().get(nobody).bearer(viewer).send().expect(404);
        for (String other : List.of(viewer, administrator("view-realm"))) {
            realm.http().delete(path + "/" + token).bearer(other).send().expect(403);
            realm.http().delete(path + "?kind=login-token").bearer(other).send().expect(403);
        }
        String stranger = administrator("view-realm");
        realm.http().get(path).bearer(stranger).send().expect(403);
        realm.http().get(nobody).bearer(stranger).send().expect(403);
        assertThat(kinds(alice)).hasSize(2);
        String manager = administrator("manage-users");
        realm.http().delete(path + "/" + token).bearer(manager).send().expect(204);
        assertThat(kinds(alice)).containsExactly("passkey");
    }

    private String administrator(String role) {
        return realm.user(role + "-" + UUID.randomUUID())
                .clientRole("realm-management", role)
                .create()
                .accessToken();
    }

    @Test
    @DisplayName("X5: what a new password has made void is not listed any more")
    void whatIsVoidIsNotListed() {
        TestUser alice = user("alice");
        realm.admin()
                .put("/users/" + alice.id() + "/reset-password")
                .json(Map.of("type", "password", "value", alice.password(), "temporary", false))
                .send()
                .expect(204);
        assertThat(kinds(alice)).containsExactly("passkey");
    }
}
