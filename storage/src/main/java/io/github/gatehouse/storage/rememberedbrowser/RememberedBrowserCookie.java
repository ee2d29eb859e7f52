package io.github.gatehouse.storage.rememberedbrowser;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.utils.SecureContextResolver;

/**
 * What a remembered browser holds: one cookie for each realm and user, so that several people can use one browser. Sent to the realm's own addresses only, out of
 * reach of scripts, and only over https where the server is reached by it.
 */
public final class RememberedBrowserCookie {

    /** With the beginning of a hash of the user's id behind it. */
    static final String PREFIX = "GATEHOUSE_BROWSER_";

    /** More are not looked at in one request. */
    private static final int MOST = 5;

    private static final int NAME_BYTES = 8;

    private final KeycloakSession session;
    private final RealmModel realm;

    public RememberedBrowserCookie(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** What the browser that sent this request holds for the user. */
    public Optional<BrowserSecret> of(String userId) {
        Cookie cookie = cookies().get(name(userId));
        return cookie == null ? Optional.empty() : BrowserSecret.parse(cookie.getValue());
    }

    /** What the browser holds for whomever, at most five of them. */
    public List<BrowserSecret> all() {
        return cookies().entrySet().stream()
                .filter(cookie -> cookie.getKey().startsWith(PREFIX))
                .limit(MOST)
                .flatMap(cookie -> BrowserSecret.parse(cookie.getValue().getValue()).stream())
                .toList();
    }

    private Map<String, Cookie> cookies() {
        HttpHeaders headers = session.getContext().getRequestHeaders();
        return headers == null ? Map.of() : headers.getCookies();
    }

    public void set(String userId, BrowserSecret secret, Instant now, Instant until) {
        send(userId, secret.toText(), (int)
                Math.min(Integer.MAX_VALUE, Duration.between(now, until).toSeconds()));
    }

    public void expire(String userId) {
        if (cookies().containsKey(name(userId))) {
            send(userId, "", 0);
        }
    }

    private void send(String userId, String value, int maxAgeSeconds) {
        session.getContext()
                .getHttpResponse()
                .setCookieIfAbsent(new NewCookie.Builder(name(userId))
                        .value(value)
                        .path(RealmsResource.realmBaseUrl(session.getContext().getUri())
                                .path("/")
                                .build(realm.getName())
                                .getRawPath())
                        .maxAge(maxAgeSeconds)
                        .secure(SecureContextResolver.isSecureContext(session))
                        .httpOnly(true)
                        // A link or redirect from an application to the sign-in page carries it, a request from
                        // elsewhere does not.
                        .sameSite(NewCookie.SameSite.LAX)
                        .build());
    }

    static String name(String userId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(userId.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
