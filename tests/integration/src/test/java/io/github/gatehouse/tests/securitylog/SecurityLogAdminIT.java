package io.github.gatehouse.tests.securitylog;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@DisplayName("L1, X8: the security log for administrators")
class SecurityLogAdminIT {

    private static final String ADMIN = "/admin/realms/{realm}";

    private final TestRealm realm;
    private final SecurityLogCalls log;

    SecurityLogAdminIT(TestRealm realm) {
        this.realm = realm;
        this.log = new SecurityLogCalls(realm);
    }

    private int status(String path, TestUser administrator) {
        return realm.http()
                .get(ADMIN + path)
                .bearer(administrator.accessToken())
                .send()
                .status();
    }

    @Test
    @DisplayName("needs view-users for a user's, view-events for the realm's")
    void needsTheRightsOfKeycloaksOwn() {
        TestUser alice = realm.user("alice").create();
        TestUser seesUsers = realm.user("sees-users")
                .clientRole("realm-management", "view-users")
                .create();
        TestUser seesEvents = realm.user("sees-events")
                .clientRole("realm-management", "view-events")
                .create();
        for (String suffix : List.of("", "/download")) {
            assertThat(status(SecurityLogCalls.ofUser(alice) + suffix, seesUsers))
                    .isEqualTo(200);
            assertThat(status(SecurityLogCalls.ofUser(alice) + suffix, seesEvents))
                    .isEqualTo(403);
        }
        for (String suffix : List.of("", "/download", "/verify")) {
            assertThat(status(SecurityLogCalls.OF_REALM + suffix, seesEvents)).isEqualTo(200);
            assertThat(status(SecurityLogCalls.OF_REALM + suffix, seesUsers)).isEqualTo(403);
            assertThat(status(SecurityLogCalls.OF_REALM + suffix, alice)).isEqualTo(403);
        }
        for (String head : List.of("x", "A".repeat(64), "0".repeat(63))) {
            assertThat(realm.admin()
                            .get(SecurityLogCalls.OF_REALM + "/verify")
                            .query("head", head)
                            .send()
                            .expect(400)
                            .json()
                            .get("field")
                            .asText())
                    .isEqualTo("head");
        }
        String nobody = "/account-security/users/" + UUID.randomUUID() + "/log";
        assertThat(status(nobody, seesUsers)).isEqualTo(404);
        assertThat(status(nobody, seesEvents)).isEqualTo(403);
    }

    @Test
    @DisplayName("Abuse case 29: a file holds no formula, and what strangers send stays one cell in one line")
    void isDownloaded() throws Exception {
        TestUser bob = realm.user("bob").create();
        bob.signIn();
        String hostile = "=cmd|'/C calc'!A1\",\"\u202e<script>";
        log.event("type", "LOGIN", "user", bob.id(), "error", "user_disabled", "detail", "identity_provider=" + hostile)
                .send()
                .expect(204);
        String path = SecurityLogCalls.ofUser(bob) + "/download";
        Response csv = realm.admin().get(path).send().expect(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("attachment").contains("security-log.csv");
        assertThat(csv.text()).startsWith("\"id\",\"at\",\"category\"").endsWith("\r\n");
        String line = csv.text()
                .lines()
                .filter(text -> text.contains("sign-in-failed"))
                .findFirst()
                .orElseThrow();
        assertThat(line).contains("provider==cmd|'/C calc'!A1\"\",\"\"<script>").doesNotContain("\u202e");
        assertThat(csv.text()).doesNotContain("\"=");

        Response json = realm.admin().get(path).query("format", "json").send().expect(200);
        List<String> lines = json.text().lines().toList();
        assertThat(lines).hasSize(log.of(bob).size());
        for (String text : lines) {
            JsonNode entry = new ObjectMapper().readTree(text);
            assertThat(entry.at("/user/username").asText()).isEqualTo("bob");
        }
        assertThat(realm.admin()
                        .get(path)
                        .query("category", "failed-attempt")
                        .send()
                        .expect(200)
                        .text()
                        .lines())
                .hasSize(2);
        realm.admin().get(path).query("format", "xml").send().expect(400);
    }

    @Test
    @DisplayName("Abuse case 29: a name of an application that does not exist begins no formula in a cell of its own")
    void masksFormulasOfStrangers() {
        realm.http()
                .get("/realms/{realm}/protocol/openid-connect/auth?response_type=code&client_id=%3D1%2B1")
                .send();
        String csv = realm.admin()
                .get(SecurityLogCalls.OF_REALM + "/download")
                .query("kind", "sign-in-failed")
                .send()
                .expect(200)
                .text();
        assertThat(csv).contains("\"'=1+1\"").doesNotContain("\"=1+1\"");
    }

    @Test
    @DisplayName("is read to its end in parts, each entry once")
    void isReadInParts() {
        TestUser carol = realm.user("carol").create();
        for (int i = 0; i < 510; i++) {
            log.event("type", "LOGIN", "user", carol.id()).send().expect(204);
        }
        List<String> lines = realm.admin()
                .get(SecurityLogCalls.ofUser(carol) + "/download")
                .query("kind", "sign-in")
                .send()
                .expect(200)
                .text()
                .lines()
                .skip(1)
                .toList();
        assertThat(lines).hasSize(510).doesNotHaveDuplicates();
    }
}
