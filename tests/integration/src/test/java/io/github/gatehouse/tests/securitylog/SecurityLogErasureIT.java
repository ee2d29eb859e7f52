package io.github.gatehouse.tests.securitylog;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("L1, X8: an administrator erases a user's security log")
class SecurityLogErasureIT {

    private static final String ADMIN = "/admin/realms/{realm}";

    private final TestRealm realm;
    private final SecurityLogCalls log;

    SecurityLogErasureIT(TestRealm realm) {
        this.realm = realm;
        this.log = new SecurityLogCalls(realm);
    }

    /** Admin events that tell of one. */
    private List<JsonNode> erasures(TestUser user) {
        return realm.adminEvents().stream()
                .filter(event -> event.get("resourceType").asText().equals("GATEHOUSE_SECURITY_LOG"))
                .filter(event -> event.get("resourcePath").asText().equals("users/" + user.id() + "/log"))
                .toList();
    }

    private int erase(String path, String accessToken) {
        return realm.http().delete(ADMIN + path).bearer(accessToken).send().status();
    }

    @Test
    @DisplayName("what is personal goes, that something happened stays proven, and the user reads who did it")
    void erasesWhatIsPersonal() {
        TestUser alice = realm.user("alice").create();
        TestUser bob = realm.user("bob").create();
        alice.signIn();
        bob.signIn();
        log.seal();
        String head = log.verify().get("head").asText();
        long erased = log.verify().get("erased").asLong();
        int entries = log.of(alice).size();
        List<JsonNode> ofBob = log.of(bob);
        int inTheRealm = log.ofRealm("kind", "sign-in").size();
        // One that waits to be sealed.
        alice.signIn();

        realm.admin().delete(SecurityLogCalls.ofUser(alice)).send().expect(204);

        JsonNode only = log.own(alice.accessToken()).stream()
                .filter(entry -> !entry.get("kind").asText().equals("sign-in"))
                .reduce((first, second) -> {
                    throw new AssertionError("More than one entry: " + first + second);
                })
                .orElseThrow();
        assertThat(only.get("kind").asText()).isEqualTo("log-erased");
        assertThat(only.get("outcome").asText()).isEqualTo("alarm");
        assertThat(only.at("/actor/username").asText()).isEqualTo("admin");
        assertThat(log.of(bob)).isEqualTo(ofBob);
        List<JsonNode> signIns = log.ofRealm("kind", "sign-in");
        assertThat(signIns).hasSizeGreaterThan(inTheRealm);
        JsonNode eldest = signIns.stream()
                .filter(entry -> entry.get("erased").asBoolean())
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(eldest.has("user")).isFalse();
        assertThat(eldest.has("address")).isFalse();
        log.seal();
        JsonNode report = log.verify(head);
        assertThat(report.get("intact").asBoolean()).as("%s", report).isTrue();
        assertThat(report.get("knownHead").asText()).isEqualTo("found");
        assertThat(report.get("erased").asLong()).isEqualTo(erased + entries + 1);
    }

    @Test
    @DisplayName("needs the permission to manage the user, and is an admin event")
    void needsToManageTheUser() {
        realm.enableEvents();
        TestUser carol = realm.user("carol").create();
        TestUser seesUsers = realm.user("sees-users")
                .clientRole("realm-management", "view-users")
                .create();
        TestUser managesUsers = realm.user("manages-users")
                .clientRole("realm-management", "manage-users")
                .create();
        String carols = carol.accessToken();
        String viewers = seesUsers.accessToken();
        String ofCarol = SecurityLogCalls.ofUser(carol);
        int entries = log.of(carol).size();
        assertThat(entries).isPositive();
        assertThat(erase(ofCarol, carols)).isEqualTo(403);
        assertThat(erase(ofCarol, viewers)).isEqualTo(403);
        assertThat(log.of(carol)).hasSize(entries);
        String nobody = "/account-security/users/" + UUID.randomUUID() + "/log";
        assertThat(erase(nobody, viewers)).isEqualTo(404);
        assertThat(erase(nobody, carols)).isEqualTo(403);
        assertThat(erasures(carol)).isEmpty();

        assertThat(erase(ofCarol, managesUsers.accessToken())).isEqualTo(204);
        assertThat(SecurityLogCalls.kinds(log.of(carol))).containsExactly("log-erased");
        assertThat(log.only(carol, "log-erased").at("/actor/username").asText()).isEqualTo("manages-users");
        assertThat(erasures(carol)).hasSize(1);
    }
}
