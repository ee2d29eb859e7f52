package io.github.gatehouse.tests.settings;

import java.util.Map;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
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
