package io.github.gatehouse.eventlisteners.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.github.gatehouse.common.notice.NotMeToken;
import io.github.gatehouse.storage.knownbrowser.JpaKnownBrowserStore;
import io.github.gatehouse.storage.knownbrowser.KnownBrowser;
import io.github.gatehouse.storage.knownbrowser.KnownBrowserCookie;
import io.github.gatehouse.storage.knownbrowser.KnownBrowserStore;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * Knows the browsers in which a user has signed in before, and tells the user of the first sign-in in another one (rule X4); not of the very first sign-in of all. A
 * program that sends the password itself has no cookies: it is known by its client and address.
 */
final class KnownBrowsers {

    static final String KIND = "new-device";

    /** Which known browser is meant; only in notices of this kind. */
    static final String BROWSER_ID = "browserId";

    /** The address of the server, for the link; only in notices of this kind. */
    static final String BASE = "base";

    /** When the link expires, in seconds since 1970; only in notices of this kind. */
    static final String EXPIRES_AT = "expiresAt";

    private static final Duration TO_THE_DAY = Duration.ofDays(1);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final KnownBrowserStore store;
    private final Clock clock;

    KnownBrowsers(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.store = new JpaKnownBrowserStore(session);
        this.clock = clock;
    }

    /**
     * Notes that the user has signed in.
     *
     * @return what the user is to be told, but for the account's name and the device; empty if nothing
     */
    Optional<AccountNotice> signedIn(Event event, UserModel user) {
        if (isImpersonated(event)) {
            return Optional.empty();
        }
        KnownBrowserCookie cookie = new KnownBrowserCookie(session, realm);
        // Only sign-ins at the token endpoint name a grant; there is no browser to keep a cookie.
        boolean isProgram = event.getDetails() != null && event.getDetails().containsKey(Details.GRANT_TYPE);
        Optional<String> held =
                isProgram ? Optional.of(event.getClientId() + " " + event.getIpAddress()) : cookie.of(user.getId());
        Instant now = clock.instant();
        List<KnownBrowser> known = store.cached(realm.getId(), user);
        Optional<KnownBrowser> same = held.flatMap(secret -> find(known, user, secret));
        if (same.isPresent()) {
            if (same.get().lastUsedAt().isBefore(now.minus(TO_THE_DAY))) {
                store.used(realm.getId(), user.getId(), same.get().id(), now);
                if (!isProgram) {
                    cookie.set(user.getId(), held.get());
                }
            }
            return Optional.empty();
        }
        // Never what the browser has sent: else somebody could bring a cookie into the user's browser and have it
        // known.
        String secret = isProgram ? held.get() : KnownBrowserCookie.generate();
        KnownBrowser added =
                new KnownBrowser(UUID.randomUUID().toString(), KnownBrowserCookie.hash(user.getId(), secret), now);
        store.add(realm.getId(), user.getId(), added, known);
        if (!isProgram) {
            cookie.set(user.getId(), secret);
        }
        return known.isEmpty() ? Optional.empty() : AccountNotice.told(KIND, content(event, added, now));
    }

    private static Optional<KnownBrowser> find(List<KnownBrowser> known, UserModel user, String secret) {
        String hash = KnownBrowserCookie.hash(user.getId(), secret);
        return known.stream()
                .filter(browser -> browser.secretHash().equals(hash))
                .findFirst();
    }

    private NoticeContent content(Event event, KnownBrowser browser, Instant now) {
        Instant expiresAt = now.plus(NotMeToken.VALIDITY);
        return NoticeContent.of(Map.of(
                        NoticeContent.AT,
                        NoticeContent.time(now),
                        NoticeContent.UNTIL,
                        NoticeContent.time(expiresAt),
                        BROWSER_ID,
                        browser.id(),
                        BASE,
                        session.getContext().getUri().getBaseUri().toString(),
                        EXPIRES_AT,
                        Long.toString(expiresAt.getEpochSecond())))
                .with(NoticeContent.ADDRESS, event.getIpAddress());
    }

    private boolean isImpersonated(Event event) {
        if (event.getSessionId() == null) {
            return false;
        }
        UserSessionModel userSession = session.sessions().getUserSession(realm, event.getSessionId());
        return userSession != null && userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) != null;
    }
}
