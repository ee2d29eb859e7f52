package io.github.gatehouse.tests.support;

import java.net.URI;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;

/** The access token of the first administrator, fetched when needed and kept while it is valid. */
final class AdminToken {

    private static final Duration SAFETY_MARGIN = Duration.ofSeconds(20);

    private final Http http;
    private String token;
    private long renewAtNanos;

    AdminToken(URI baseUri) {
        this.http = new Http(baseUri, "master");
    }

    synchronized String value() {
        if (token == null || System.nanoTime() - renewAtNanos >= 0) {
            Response response = http.post("/realms/master/protocol/openid-connect/token")
                    .form(
                            "grant_type",
                            "password",
                            "client_id",
                            "admin-cli",
                            "username",
                            BootstrapAdmin.username(),
                            "password",
                            BootstrapAdmin.password())
                    .send()
                    .expect(200);
            JsonNode answer = response.json();
            token = answer.get("access_token").asText();
            Duration lifetime = Duration.ofSeconds(answer.get("expires_in").asLong());
            renewAtNanos = System.nanoTime() + lifetime.minus(SAFETY_MARGIN).toNanos();
        }
        return token;
    }

    /** To be called when the server's clock jumps: the token at hand may be expired by then. */
    synchronized void forget() {
        token = null;
    }
}
