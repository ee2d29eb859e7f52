package io.github.gatehouse.demo;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the demo's pages have in common: one style, no scripts unless named, and everything that others typed escaped. */
final class Html {

    private static final String STYLE =
            """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
            article, table { border: 1px solid; border-radius: .5rem; padding: 0 1rem; margin: 1rem 0; }
            pre { white-space: pre-wrap; }
            nav ul { display: flex; flex-wrap: wrap; gap: .5rem 1rem; list-style: none; padding: 0; }
            nav [aria-current] { font-weight: bold; }
            caption { text-align: start; font-weight: bold; }
            button { font: inherit; padding: .3rem 1rem; }
            nav a { display: inline-block; padding: .3rem 0; }
            th { text-align: start; font-weight: normal; padding-inline-end: 2rem; }
            td { font-size: 1.5rem; text-align: end; }
            """;

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    private Html() {}

    /**
     * A page that may run no script and load nothing.
     *
     * @param title plain text
     * @param body HTML below the heading, with everything of others escaped
     */
    static Reply page(int status, String title, String body) {
        String html =
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                        + "<title>" + escape(title) + "</title><style>" + STYLE + "</style><h1>" + escape(title)
                        + "</h1>" + body + "</html>";
        return new Reply(status, Map.of(), "text/html; charset=utf-8", html)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff");
    }

    /**
     * The page with scripts of its own and of another origin.
     *
     * @param scripts addresses, run in this order
     */
    static Reply withScripts(Reply page, URI... scripts) {
        String tags = Stream.of(scripts)
                .map(script -> "<script src=\"" + escape(script.toString()) + "\"></script>")
                .collect(Collectors.joining());
        String origins = Stream.of(scripts)
                .filter(URI::isAbsolute)
                .map(script -> " " + script.getScheme() + "://" + script.getAuthority())
                .distinct()
                .collect(Collectors.joining());
        return new Reply(
                        page.status(),
                        page.headers(),
                        page.contentType(),
                        page.body().replace("</html>", tags + "</html>"))
                .with("Content-Security-Policy", POLICY + "; script-src 'self'" + origins + "; connect-src 'self'");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
