package io.github.gatehouse.accountsecurity.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * {@code /realms/{realm}/account-security/automatic-logout.js}: a script by which any web application warns its user before automatic logout (rule S3). The same for
 * everybody: there is nothing of a user, a session or the realm in it, so that every cache may keep it and every page may run it.
 */
public final class AutomaticLogoutScriptResource {

    /** RFC 9239, section 6. */
    private static final String TYPE = "text/javascript; charset=utf-8";

    private static final String CACHING = "public, max-age=3600";
    private static final String RESOURCE = "/gatehouse/automatic-logout.js";
    private static final String SCRIPT = read();
    private static final String VERSION = entityTag(SCRIPT);

    /** The script; 304 if the browser has this very one. */
    @GET
    public Response get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        // The tag is a hash in quotes, so it cannot be part of another one. A proxy that compresses makes it a weak
        // one.
        Response.ResponseBuilder answer =
                known != null && known.contains(VERSION) ? Response.notModified() : Response.ok(SCRIPT, TYPE);
        return answer.header(HttpHeaders.ETAG, VERSION)
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                // For pages that load only what other origins allow them to (Cross-Origin-Embedder-Policy).
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private static String read() {
        try (InputStream script = AutomaticLogoutScriptResource.class.getResourceAsStream(RESOURCE)) {
            if (script == null) {
                throw new IllegalStateException("The JAR lacks " + RESOURCE);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String entityTag(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
