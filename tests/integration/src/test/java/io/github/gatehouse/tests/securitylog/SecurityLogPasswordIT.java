package io.github.gatehouse.tests.securitylog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.PlainBrowser;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("P6: a changed password is in the security log")
class SecurityLogPasswordIT {

    private static final String NEW = "Another-Good-One-2026!";

    private final TestRealm realm;
    private final SecurityLogCalls log;
    private final TestClient application;

    SecurityLogPasswordIT(TestRealm realm) {
        this.realm = realm;
        this.log = new SecurityLogCalls(realm);
        this.application = realm.client("application-" + UUID.randomUUID())
                .publicClient()
                .standardFlow()
                .redirectUri(PlainBrowser.APPLICATION)
                .create();
    }

    private List<JsonNode> changes(TestUser user) {
        return log.of(user, "kind", "password-changed");
    }

    /** A user comes into being with a password, which is an entry of its own. */
    private TestUser user(String name) {
        TestUser user = realm.user(name).create();
        assertThat(changes(user)).as("the password at creation").hasSize(1);
        return user;
    }

    private JsonNode newest(TestUser user) {
        assertThat(changes(user)).hasSize(2);
        return changes(user).get(0);
    }

    @Test
    @DisplayName("by an administrator, with the administrator's name")
    void byAnAdministrator() {
        TestUser user = user("reset");
        realm.admin()
                .put("/users/" + user.id() + "/reset-password")
                .json(Map.of("type", "password", "value", NEW, "temporary", false))
                .send()
                .expect(204);
        JsonNode entry = newest(user);
        assertThat(entry.at("/actor/username").asText()).isEqualTo("admin");
        assertThat(entry.at("/actor/realm").asText()).isEqualTo("master");
        assertThat(entry.get("address").asText()).isNotBlank();
        assertThat(entry.toString()).doesNotContain(NEW);
    }

    @Test
    @DisplayName("by REST together with the rest of the account; and nothing is told if it was not with it")
    void withTheRestOfTheAccount() {
        TestUser user = user("whole");
        user.update(u -> u.put("lastName", "Changed"));
        assertThat(changes(user)).hasSize(1);
        user.update(u -> u.withArrayProperty("credentials")
                .addPOJO(Map.of("type", "password", "value", NEW, "temporary", false)));
        assertThat(newest(user).at("/actor/username").asText()).isEqualTo("admin");
    }

    @Test
    @DisplayName("by an import into the realm")
    void byAnImport() {
        realm.admin()
                .post("/partialImport")
                .json(Map.of(
                        "ifResourceExists",
                        "FAIL",
                        "users",
                        List.of(Map.of(
                                "username",
                                "imported",
                                "enabled",
                                true,
                                "credentials",
                                List.of(Map.of("type", "password", "value", NEW))))))
                .send()
                .expect(200);
        List<JsonNode> entries = log.ofRealm().stream()
                .filter(entry -> entry.at("/user/username").asText().equals("imported"))
                .toList();
        assertThat(SecurityLogCalls.kinds(entries)).contains("account-created", "password-changed");
    }

    @Test
    @DisplayName("by the user, when a new one is demanded at sign-in")
    void byTheUserAtSignIn() {
        TestUser user = user("forced");
        user.update(u -> u.withArrayProperty("requiredActions").add("UPDATE_PASSWORD"));
        PlainBrowser browser = new PlainBrowser(realm).authorize(application).password(user);
        browser.submit("password-new", NEW, "password-confirm", NEW);
        JsonNode entry = newest(user);
        assertThat(entry.has("actor")).isFalse();
        assertThat(entry.get("client").asText()).isEqualTo(application.clientId());
        assertThat(log.of(user, "kind", "sign-in")).hasSize(1);
    }

    @Test
    @DisplayName("not when it was refused: that is a failed attempt")
    void notWhenItWasRefused() {
        TestUser user = user("refused");
        user.update(u -> u.withArrayProperty("requiredActions").add("UPDATE_PASSWORD"));
        PlainBrowser browser = new PlainBrowser(realm).authorize(application).password(user);
        browser.submit("password-new", NEW, "password-confirm", "something else");
        assertThat(changes(user)).hasSize(1);
        assertThat(log.of(user, "kind", "credential-change-failed")).hasSize(1);
    }
}
