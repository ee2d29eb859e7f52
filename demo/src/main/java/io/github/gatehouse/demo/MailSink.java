package io.github.gatehouse.demo;

import java.util.List;

import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** An SMTP server that takes every mail, delivers none and keeps them in memory until the process ends. */
final class MailSink implements AutoCloseable {

    private static final long STARTUP_TIMEOUT_MILLIS = 10_000;

    private final GreenMail greenMail;

    private MailSink(GreenMail greenMail) {
        this.greenMail = greenMail;
    }

    /**
     * Listens at once.
     *
     * @throws IllegalStateException when the port is in use
     */
    static MailSink start(String bindAddress, int port) {
        ServerSetup setup = new ServerSetup(port, bindAddress, ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(STARTUP_TIMEOUT_MILLIS);
        GreenMail greenMail = new GreenMail(setup);
        try {
            greenMail.start();
        } catch (IllegalStateException e) {
            throw new IllegalStateException("cannot listen on " + bindAddress + ":" + port + " for mail", e);
        }
        return new MailSink(greenMail);
    }

    /** The port it listens on; of interest when it was started with port 0. */
    int port() {
        return greenMail.getSmtp().getPort();
    }

    /** The mails received so far, oldest first. */
    List<MimeMessage> received() {
        return List.of(greenMail.getReceivedMessages());
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
