package io.github.gatehouse.demo;

import java.io.IOException;
import java.net.InetSocketAddress;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The mail page")
class MailPageTest {

    private MailSink sink;
    private LocalServer page;

    @BeforeEach
    void start() throws IOException {
        sink = MailSink.start("127.0.0.1", 0);
        page = LocalServer.start(new InetSocketAddress("127.0.0.1", 0), "/", new MailPage(sink));
    }

    @AfterEach
    void stop() {
        page.close();
        sink.close();
    }

    @Test
    void saysSoWhenThereIsNoMail() throws Exception {
        assertThat(get()).startsWith("HTTP/1.1 200").contains("No mail yet");
    }

    @Test
    void showsTheNewestMailFirst() throws Exception {
        deliver("first subject", "one");
        deliver("second subject", "two");

        String html = get();

        assertThat(html.indexOf("second subject")).isPositive().isLessThan(html.indexOf("first subject"));
    }

    @Test
    void escapesWhatTheMailSays() throws Exception {
        deliver("<script>alert(1)</script>", "<img src=x onerror=alert(1)> \"quoted\" & 'more'");

        assertThat(get())
                .doesNotContain("<script>", "<img")
                .contains("&lt;script&gt;", "&lt;img src=x", "&amp;")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'");
    }

    @Test
    void makesHttpLinksClickableAndNothingElse() throws Exception {
        deliver(
                "link",
                "Open <http://localhost:8080/reset?a=1&b=2> but not javascript:alert(1) or http://x\"onclick=\"y");

        assertThat(get())
                .contains("<a rel=\"noreferrer noopener\" href=\"http://localhost:8080/reset?a=1&amp;b=2\">")
                .doesNotContain("href=\"javascript:")
                .contains("href=\"http://x\"")
                .doesNotContain("\"onclick");
    }

    @Test
    void answersOnlyItsOwnAddress() throws Exception {
        assertThat(RawRequest.send(page.address(), "GET /favicon.ico HTTP/1.1", "Host: localhost"))
                .startsWith("HTTP/1.1 404");
        assertThat(RawRequest.send(page.address(), "DELETE / HTTP/1.1", "Host: localhost"))
                .startsWith("HTTP/1.1 405");
    }

    private void deliver(String subject, String text) {
        GreenMailUtil.sendTextEmail(
                "alice@example.org",
                "no-reply@example.org",
                subject,
                text,
                new ServerSetup(sink.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    private String get() throws IOException {
        return RawRequest.send(page.address(), "GET / HTTP/1.1", "Host: localhost");
    }
}
