package io.github.gatehouse.tests.settings;

import java.util.Map;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.tests.support.GatehouseTest;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.Response;
import io.github.gatehouse.tests.support.TestRealm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@GatehouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("L4: admin e-mail addresses get the realm's security notices")
class SecurityNoticeIT {

    private static final String SETTINGS = "/account-security/settings";

    private final TestRealm realm;
    private final MailSink mail;
    private JsonNode smtpServer;

    SecurityNoticeIT(TestRealm realm, MailSink mail) {
        this.realm = realm;
        this.mail = mail;
    }

    @BeforeEach
    void withAMailServer() {
        if (smtpServer == null) {
            smtpServer = realm.admin().get("").send().expect(200).json().get("smtpServer");
        }
        realm.update(other -> other.set("smtpServer", smtpServer));
        put(Map.of("adminEmails", "")).expect(200);
    }

    @Test
    void allAddressesAreToldWhatWasChangedByWhom() throws Exception {
        String one = "one@" + realm.name() + ".example.org";
        String two = "two@" + realm.name() + ".example.org";
        put(Map.of("adminEmails", " " + one + " ; " + two + ";")).expect(200);
        mail.await(one, 1);
        mail.await(two, 1);

        put(Map.of("apiTokens", Map.of("prefix", "acme"))).expect(200);
        MimeMessage notice = mail.await(one, 2);
        assertThat(notice.getSubject()).contains("changed").contains(realm.name());
        MimeMultipart parts = (MimeMultipart) notice.getContent();
        for (int i = 0; i < 2; i++) {
            String text = parts.getBodyPart(i).getContent().toString();
            assertThat(text).contains("apiTokens.prefix: gth → acme").contains("admin (master)", "UTC", "127.0.0.1");
        }
        mail.await(two, 2);
        assertThat(mail.to(one)).hasSize(2);
    }

    @Test
    void whatIsChangedByKeycloaksOwnRestIsToldToo() throws Exception {
        String address = "keycloak@" + realm.name() + ".example.org";
        put(Map.of("adminEmails", address)).expect(200);
        mail.await(address, 1);
        realm.update(other -> {
            other.put("ssoSessionMaxLifespan", 7 * 3600);
            other.withObjectProperty("attributes").put("gatehouse.history.retentionDays", "77");
        });
        assertThat(text(mail.await(address, 2)))
                .contains("sessionDuration.withoutSavingLoginHours: 10 → 7")
                .containsPattern("history.retentionDays: \\d+ → 77")
                .contains("admin (master)", "127.0.0.1");

        realm.update(other -> other.put("displayNameHtml", "Another name"));
        realm.update(other -> other.put("accountTheme", ""));
        realm.attribute("gatehouse.adminEmails", "");
        assertThat(text(mail.await(address, 3)))
                .as("the updates in between changed no setting, and the one who is taken off is told")
                .contains("adminEmails: " + address + " → –")
                .doesNotContain("sessionDuration", "history");
        realm.attribute("gatehouse.history.retentionDays", "78");
        put(Map.of("adminEmails", address)).expect(200);
        mail.await(address, 4);
        assertThat(mail.to(address)).hasSize(4);
        realm.update(other -> other.put("ssoSessionMaxLifespan", 36000));
        mail.await(address, 5);
    }

    @Test
    void aSecretThatIsChangedByKeycloaksOwnRestIsMasked() throws Exception {
        String address = "secret@" + realm.name() + ".example.org";
        put(Map.of(
                        "adminEmails",
                        address,
                        "signOn",
                        Map.of("oauth2", Map.of("clientId", "c", "clientSecret", "first-secret"))))
                .expect(200);
        mail.await(address, 1);
        String path = "/identity-provider/instances/gatehouse-sign-on";
        ObjectNode server =
                (ObjectNode) realm.admin().get(path).send().expect(200).json();
        server.withObjectProperty("config")
                .put("tokenUrl", "https://idp.example.org/token")
                .put("userInfoUrl", "https://idp.example.org/user");
        realm.admin().put(path).json(server.put("displayName", "Other")).send().expect(204);
        server.withObjectProperty("config").put("clientSecret", "second-secret");
        realm.admin().put(path).json(server).send().expect(204);
        assertThat(text(mail.await(address, 2)))
                .contains("signOn.oauth2.clientSecret: ********** → **********")
                .doesNotContain("first-secret", "second-secret");
        realm.admin().delete(path).send().expect(204);
        assertThat(text(mail.await(address, 3))).contains("signOn.oauth2.clientId: c → –");
        assertThat(mail.to(address)).hasSize(3);
    }

    @Test
    void aValueThatCannotBeUnderstoodIsToldOnce() throws Exception {
        String address = "bad@" + realm.name() + ".example.org";
        put(Map.of("adminEmails", address, "apiTokens", Map.of("maxPerUser", 50)))
                .expect(200);
        mail.await(address, 1);
        realm.attribute("gatehouse.apiTokens.maxPerUser", "many");
        assertThat(text(mail.await(address, 2))).contains("apiTokens.maxPerUser: 50 → –");
        realm.update(other -> other.put("displayNameHtml", "Yet another name"));
        realm.attribute("gatehouse.apiTokens.maxPerUser", "50");
        assertThat(text(mail.await(address, 3))).contains("apiTokens.maxPerUser: – → 50");
    }

    private static String text(MimeMessage notice) throws Exception {
        return ((MimeMultipart) notice.getContent()).getBodyPart(0).getContent().toString();
    }

    @Test
    void whoIsTakenOffTheListIsTold() throws Exception {
        String watcher = "watcher@" + realm.name() + ".example.org";
        put(Map.of("adminEmails", watcher)).expect(200);
        mail.await(watcher, 1);
        put(Map.of("adminEmails", "")).expect(200);
        mail.await(watcher, 2);
        put(Map.of("history", Map.of("retentionDays", 30))).expect(200);
        put(Map.of("adminEmails", "other@" + realm.name() + ".example.org")).expect(200);
        mail.await("other@" + realm.name() + ".example.org");
        assertThat(mail.to(watcher)).hasSize(2);
    }

    @Test
    void nothingInAMailIsMarkup() throws Exception {
        String address = "markup@" + realm.name() + ".example.org";
        realm.update(other -> other.put("displayName", "<b>Acme</b>"));
        put(Map.of("adminEmails", address, "apiTokens", Map.of("excludedRoles", "<img src=x>")))
                .expect(200);
        MimeMultipart parts = (MimeMultipart) mail.await(address).getContent();
        String html = parts.getBodyPart(1).getContent().toString();
        assertThat(html).contains("&lt;img src=x&gt;").doesNotContain("<img", "<b>Acme");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("<img src=x>");
        realm.update(other -> other.put("displayName", ""));
    }

    @Test
    void aDeadMailServerFailsNoChange() {
        realm.update(other -> other.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", "1")
                .put("from", "keycloak@example.org"));
        put(Map.of("adminEmails", "dead@example.org")).expect(200);
        put(Map.of("history", Map.of("retentionDays", 20))).expect(200);
    }

    @Test
    void withoutAMailServerAnAddressIsRefused() {
        realm.update(other -> {
            other.putObject("smtpServer");
        });
        assertThat(put(Map.of("adminEmails", "nobody@example.org"))
                        .expect(400)
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("adminEmails");
        put(Map.of("adminEmails", "")).expect(200);
    }

    private Response put(Map<String, ?> change) {
        return realm.admin().put(SETTINGS).json(change).send();
    }
}
