package io.github.gatehouse.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * Shows the mails that the sink received, newest first, as text. Mails hold what users typed (names, browser strings), so everything
 * is escaped and the page may run no script; http links are made clickable after escaping.
 */
final class MailPage implements HttpHandler {

    private static final int SHOWN = 50;
    private static final Pattern ESCAPED_LINK =
            Pattern.compile("https?://(?:[A-Za-z0-9\\-._~:/?#@!$()*+,=%\\[\\]]|&amp;)+");

    private final MailSink sink;

    MailPage(MailSink sink) {
        this.sink = sink;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!"GET".equals(exchange.getRequestMethod())) {
            Reply.error(405, "method_not_allowed", "Use GET.")
                    .with("Allow", "GET")
                    .send(exchange);
        } else if (!"/".equals(exchange.getRequestURI().getPath())) {
            Reply.error(404, "not_found", "There is only /.").send(exchange);
        } else {
            Html.page(200, "Mails", mails()).send(exchange);
        }
    }

    private String mails() {
        List<MimeMessage> newestFirst = new ArrayList<>(sink.received());
        Collections.reverse(newestFirst);
        String mails = newestFirst.stream().limit(SHOWN).map(MailPage::article).collect(Collectors.joining());
        return mails.isEmpty() ? "<p>No mail yet. Reload the page after Keycloak has sent one.</p>" : mails;
    }

    private static String article(MimeMessage mail) {
        try {
            return "<article><h2>" + Html.escape(String.valueOf(mail.getSubject())) + "</h2><p>To "
                    + Html.escape(recipients(mail)) + ", " + Html.escape(String.valueOf(mail.getSentDate()))
                    + "</p><pre>"
                    + withLinks(Html.escape(text(mail).orElse("(no text part)"))) + "</pre></article>";
        } catch (MessagingException | IOException e) {
            return "<article><p>A mail that cannot be read: " + Html.escape(String.valueOf(e.getMessage()))
                    + "</p></article>";
        }
    }

    private static String recipients(MimeMessage mail) throws MessagingException {
        Object[] recipients = mail.getRecipients(RecipientType.TO);
        return recipients == null
                ? "nobody"
                : Arrays.stream(recipients).map(Object::toString).collect(Collectors.joining(", "));
    }

    /** The first plain-text part, however deep it lies. */
    private static Optional<String> text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return Optional.of(part.getContent().toString());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                Optional<String> found = text(parts.getBodyPart(i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String withLinks(String escaped) {
        return ESCAPED_LINK.matcher(escaped).replaceAll("<a rel=\"noreferrer noopener\" href=\"$0\">$0</a>");
    }
}
