package io.github.gatehouse.tests.support;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.awaitility.Awaitility;

/** The mail server of the test realms: takes every mail and keeps it for the run. Look for mail by recipient. */
public final class MailSink implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String LOOPBACK = "127.0.0.1";

    private final GreenMail greenMail;

    private final String hostForServer;

    private MailSink(GreenMail greenMail, String hostForServer) {
        this.greenMail = greenMail;
        this.hostForServer = hostForServer;
    }

    static MailSink start() {
        boolean container = HarnessSettings.backend() == HarnessSettings.Backend.CONTAINER;
        GreenMail greenMail =
                new GreenMail(new ServerSetup(0, container ? "0.0.0.0" : LOOPBACK, ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        return new MailSink(greenMail, container ? ContainerBackend.testHost() : LOOPBACK);
    }

    /** The port of the SMTP server on this machine. */
    public int port() {
        return greenMail.getSmtp().getPort();
    }

    /** The mails to this address so far, oldest first. */
    public List<MimeMessage> to(String address) {
        return Arrays.stream(greenMail.getReceivedMessages())
                .filter(mail -> isFor(mail, address))
                .toList();
    }

    /**
     * The newest mail to this address, once there are as many; at most 15 seconds.
     *
     * @param count how many mails to that address must have come, from 1
     */
    public MimeMessage await(String address, int count) {
        Awaitility.await("mail no. " + count + " to " + address)
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> to(address).size() >= count);
        List<MimeMessage> found = to(address);
        return found.get(found.size() - 1);
    }

    /** The first mail to this address; waits at most 15 seconds. */
    public MimeMessage await(String address) {
        return await(address, 1);
    }

    @Override
    public void close() {
        greenMail.stop();
    }

    Map<String, String> smtpSettings() {
        return Map.of(
                "host",
                hostForServer,
                "port",
                Integer.toString(port()),
                "from",
                "keycloak@example.org",
                "fromDisplayName",
                "Gatehouse test");
    }

    private static boolean isFor(MimeMessage mail, String address) {
        try {
            return Arrays.stream(mail.getAllRecipients())
                    .map(Address::toString)
                    .anyMatch(recipient -> recipient.equalsIgnoreCase(address));
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail without readable recipients", e);
        }
    }
}
