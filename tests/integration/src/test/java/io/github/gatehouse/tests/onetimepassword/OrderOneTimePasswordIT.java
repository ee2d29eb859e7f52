package io.github.gatehouse.tests.onetimepassword;

import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestClient;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("P5: the administrator's call that mails a one-time password")
class OrderOneTimePasswordIT {

    private final TestRealm realm;
    private final MailSink mail;
    private final OneTimePasswordCalls calls;

    OrderOneTimePasswordIT(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
        this.calls = new OneTimePasswordCalls(realm, mail);
    }

    @Test
    @DisplayName("is refused by name where it cannot be mailed or used, and then nothing is changed")
    void isRefusedByName(TestServer server) {
        TestUser heidi = calls.user("heidi");
        refused(heidi, user -> user.put("enabled", false), "user_disabled");
        heidi.update(user -> user.put("enabled", true));
        refused(heidi, user -> user.put("email", ""), "no_email");
        heidi.update(user -> user.put("email", heidi.email()));

        JsonNode action = realm.admin()
                .get("/authentication/required-actions/UPDATE_PASSWORD")
                .send()
                .expect(200)
                .json();
        realm.admin()
                .put("/authentication/required-actions/UPDATE_PASSWORD")
                .json(((ObjectNode) action.deepCopy()).put("enabled", false))
                .send()
                .expect(204);
        assertThat(calls.order(heidi).expect(400).json().get("error").asText()).isEqualTo("update_password_off");
        realm.admin()
                .put("/authentication/required-actions/UPDATE_PASSWORD")
                .json(action)
                .send()
                .expect(204);

        JsonNode mailServer = realm.admin().get("").send().expect(200).json().get("smtpServer");
        realm.update(other -> other.putObject("smtpServer"));
        assertThat(calls.order(heidi).expect(400).json().get("error").asText()).isEqualTo("no_mail_server");
        realm.update(other -> other.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", "1")
                .put("from", "keycloak@example.org"));
        assertThat(calls.order(heidi).expect(502).json().get("error").asText()).isEqualTo("mail_failed");
        realm.update(other -> other.set("smtpServer", mailServer));
        assertThat(calls.typed(heidi, heidi.password()).isSignedIn())
                .as("Nothing has to be replaced")
                .isTrue();
    }

    private void refused(TestUser user, Consumer<ObjectNode> change, String error) {
        user.update(change);
        assertThat(calls.order(user).expect(400).json().get("error").asText()).isEqualTo(error);
    }

    @Test
    @DisplayName("needs the permission to manage the user")
    void needsThePermissionToManageTheUser() {
        TestUser ivan = calls.user("ivan");
        TestUser viewer = realm.user("viewer")
                .clientRole("realm-management", "view-users")
                .create();
        for (TestUser other : List.of(viewer, ivan)) {
            realm.http()
                    .post("/admin/realms/{realm}" + OneTimePasswordCalls.path(ivan))
                    .bearer(other.accessToken())
                    .send()
                    .expect(403);
        }
        String nobody = "/admin/realms/{realm}/account-security/users/nobody/one-time-password";
        realm.http().post(nobody).bearer(viewer.accessToken()).send().expect(404);
        realm.http().post(nobody).bearer(ivan.accessToken()).send().expect(403);
        assertThat(mail.to(ivan.email())).isEmpty();
    }

    @Test
    @DisplayName("is nothing for the account of a program")
    void isNothingForTheAccountOfAProgram() {
        TestClient program =
                realm.client("program").confidential().serviceAccount().create();
        String account = realm.admin()
                .get("/clients/" + program.id() + "/service-account-user")
                .send()
                .expect(200)
                .json()
                .get("id")
                .asText();
        assertThat(realm.admin()
                        .post("/account-security/users/" + account + "/one-time-password")
                        .send()
                        .expect(400)
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("service_account");
    }

    @Test
    @DisplayName("ends with its user and its realm")
    void endsWithItsUserAndRealm(TestServer server) {
        TestRealm other = realm.sibling("one-time-removed");
        try (other) {
            for (String name : List.of("kim", "leo")) {
                TestUser user = other.user(name)
                        .email(name + "@" + other.name() + ".example.org")
                        .create();
                other.admin().post(OneTimePasswordCalls.path(user)).send().expect(200);
                if (name.equals("kim")) {
                    user.delete();
                    assertThat(rows(server, other)).isZero();
                }
            }
            assertThat(rows(server, other)).isEqualTo(1);
        }
        assertThat(rows(server, other)).isZero();
    }

    private static long rows(TestServer server, TestRealm of) {
        return server.http()
                .get("/realms/master/gatehouse-testing/database/rows")
                .query("table", "GATEHOUSE_ONE_TIME_PASSWORD")
                .query("realm", of.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .asLong();
    }
}
