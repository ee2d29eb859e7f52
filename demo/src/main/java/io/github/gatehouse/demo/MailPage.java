package io.github.gatehouse.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;"
                    + "color-scheme:light dark}article{border:1px solid;border-radius:.5rem;padding:0 1rem;margin:1rem 0}"
                    + "pre{white-space:pre-wrap;overflow-wrap:anywhere}";

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
            new Reply(200, Map.of(), "text/html; charset=utf-8", html())
                    .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                    .with("Referrer-Policy", "no-referrer")
                    .with("X-Content-Type-Options", "nosniff")
                    .send(exchange);
        }
    }

    private String html() {
        List<MimeMessage> newestFirst = new ArrayList<>(sink.received());
        Collections.reverse(newestFirst);
        String mails = newestFirst.stream().limit(SHOWN).map(MailPage::article).collect(Collectors.joining());
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<title>Mails</title><style>" + STYLE + "</style><h1>Mails</h1>"
                + (mails.isEmpty() ? "<p>No mail yet. Reload the page after Keycloak has sent one.</p>" : mails)
                + "</html>";
    }

    private static String article(MimeMessage mail) {
        try {
            return "<article><h2>" + escape(String.valueOf(mail.getSubject())) + "</h2><p>To "
                    + escape(recipients(mail)) + ", " + escape(String.valueOf(mail.getSentDate())) + "</p><pre>"
                    + withLinks(escape(text(mail).orElse("(no text part)"))) + "</pre></article>";
        } catch (MessagingException | IOException e) {
            return "<article><p>A mail that cannot be read: " + escape(String.valueOf(e.getMessage()))
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

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
