package io.github.gatehouse.storage.knownbrowser;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;

import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.utils.SecureContextResolver;

/**
 * By what a browser is known again: 256 random bits for each realm and user, of which the database has the hash. Sent to the realm's own addresses only and out of
 * reach of scripts. It gives no right to anything.
 */
public final class KnownBrowserCookie {

    /** With the beginning of a hash of the user's id behind it. */
    static final String PREFIX = "GATEHOUSE_KNOWN_";

    /** The longest time that today's browsers keep a cookie. It begins anew with a sign-in. */
    private static final Duration AGE = Duration.ofDays(400);

    private static final int NAME_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeycloakSession session;
    private final RealmModel realm;

    public KnownBrowserCookie(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** What the browser that sent this request holds for the user. */
    public Optional<String> of(String userId) {
        HttpHeaders headers = session.getContext().getRequestHeaders();
        Cookie cookie = headers == null ? null : headers.getCookies().get(name(userId));
        return Optional.ofNullable(cookie)
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
    }

    /** Another secret, which nobody holds yet. */
    public static String generate() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public void set(String userId, String secret) {
        HttpResponse response = session.getContext().getHttpResponse();
        if (response == null) {
            return;
        }
        response.setCookieIfAbsent(new NewCookie.Builder(name(userId))
                .value(secret)
                .path(RealmsResource.realmBaseUrl(session.getContext().getUri())
                        .path("/")
                        .build(realm.getName())
                        .getRawPath())
                .maxAge(Math.toIntExact(AGE.toSeconds()))
                .secure(SecureContextResolver.isSecureContext(session))
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build());
    }

    /** What is kept of a secret: another one for each user, so that rows do not tell who shares a browser. */
    public static String hash(String userId, String secret) {
        return HexFormat.of().formatHex(sha256(userId + " " + secret));
    }

    static String name(String userId) {
        return PREFIX + HexFormat.of().formatHex(sha256(userId), 0, NAME_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
