package io.github.gatehouse.tests.notice;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.tests.support.MailSink;
import io.github.gatehouse.tests.support.TestRealm;
import io.github.gatehouse.tests.support.TestServer;
import io.github.gatehouse.tests.support.TestUser;
import org.awaitility.Awaitility;

/** A realm whose mails are looked at. */
final class NoticeRealm {

    private static final String TESTING = "/realms/{realm}/gatehouse-testing/";

    private final TestRealm realm;
    private final JsonNode mailServer;

    NoticeRealm(TestRealm realm) {
        this.realm = realm;
        this.mailServer = realm.admin()
                .get("")
                .send()
                .expect(200)
                .json()
                .get("smtpServer")
                .deepCopy();
    }

    /** An address that nobody else in this run gets mail at. */
    String address(String name) {
        return name + "@" + realm.name() + ".example.org";
    }

    TestUser user(String name) {
        return realm.user(name).email(address(name)).create();
    }

    void adminEmails(String addresses) {
        change(Map.of("adminEmails", addresses));
    }

    void change(Map<String, ?> settings) {
        realm.admin().put("/account-security/settings").json(settings).send().expect(200);
    }

    /** Mails go to a port of this machine. */
    void mailServerAt(int port) {
        realm.update(other -> other.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", Integer.toString(port))
                .put("from", "keycloak@example.org"));
    }

    /** Nobody listens there. */
    void mailServerIsGone() {
        mailServerAt(1);
    }

    void mailServerIsBack() {
        realm.update(other -> other.set("smtpServer", mailServer));
    }

    /** Lets this node look for what is due now. */
    void send() {
        realm.http().post(TESTING + "tasks/gatehouse-notices").send().expect(204);
    }

    /** How many of two senders get a notice of the realm that both have found. */
    long claimedByTwoAtOnce() {
        return realm.http()
                .post(TESTING + "notices/claims")
                .send()
                .expect(200)
                .json()
                .get("claims")
                .longValue();
    }

    /** How many notices of the realm wait. */
    long waiting() {
        return realm.http()
                .get(TESTING + "database/rows")
                .query("table", "GATEHOUSE_NOTICE")
                .query("realm", realm.id())
                .send()
                .expect(200)
                .json()
                .get("rows")
                .longValue();
    }

    /** Lets the database keep what is committed whatever happens to the server; only H2 does not do so anyway. */
    void saveWhatIsCommitted() {
        realm.http().post(TESTING + "database/checkpoint").send().expect(204);
    }

    void awaitWaiting(long count) {
        Awaitility.await("notices that wait")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Objects.equals(waiting(), count));
    }

    /** Waits for a line of the server's log. */
    static void awaitLog(TestServer server, String text) {
        Awaitility.await(text).atMost(Duration.ofSeconds(30)).until(() -> java.nio.file.Files.readString(server.log())
                .contains(text));
    }

    /** The mails to an address whose subject begins so, once there are so many. */
    static List<MimeMessage> await(MailSink mail, String address, String subject, int count) {
        return Awaitility.await(count + " mails \"" + subject + "\" to " + address)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> mail.to(address).stream()
                                .filter(message -> subject(message).startsWith(subject))
                                .toList(),
                        found -> found.size() >= count);
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError("A mail that cannot be read", e);
        }
    }

    /** The text part. */
    static String text(MimeMessage mail) {
        return part(mail, 0);
    }

    static String html(MimeMessage mail) {
        return part(mail, 1);
    }

    private static String part(MimeMessage mail, int number) {
        try {
            return ((MimeMultipart) mail.getContent())
                    .getBodyPart(number)
                    .getContent()
                    .toString();
        } catch (IOException | MessagingException e) {
            throw new AssertionError("A mail that cannot be read", e);
        }
    }
}
