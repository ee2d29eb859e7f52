package io.github.gatehouse.authenticators.rememberedbrowser;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRights;
import io.github.gatehouse.storage.rememberedbrowser.BrowserSecret;
import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import io.github.gatehouse.storage.rememberedbrowser.CredentialEpoch;
import io.github.gatehouse.storage.rememberedbrowser.CurrentBrowser;
import io.github.gatehouse.storage.rememberedbrowser.JpaRememberedBrowserStore;
import io.github.gatehouse.storage.rememberedbrowser.NewRememberedBrowser;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser.Right;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowserCookie;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowserStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The browser that sends the current request, and what it is remembered for (rules M3, M7, X5). Lives as long as the request, and asks the database once for each
 * cookie in it.
 */
public final class RememberedBrowsers {

    private static final String ATTRIBUTE = RememberedBrowsers.class.getName();

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RememberedBrowserCookie cookie;
    private final RememberedBrowserStore store;
    private final RememberedBrowserEvents events;
    private final Clock clock;
    private final Map<String, Optional<RecognisedBrowser>> recognised = new HashMap<>();

    private RememberedBrowsers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.cookie = new RememberedBrowserCookie(session, realm);
        this.store = new JpaRememberedBrowserStore(session);
        this.events = new RememberedBrowserEvents(session, realm);
        this.clock = KeycloakClock.INSTANCE;
    }

    static RememberedBrowsers of(KeycloakSession session, RealmModel realm) {
        String key = ATTRIBUTE + realm.getId();
        RememberedBrowsers kept = session.getAttribute(key, RememberedBrowsers.class);
        if (kept == null) {
            kept = new RememberedBrowsers(session, realm);
            session.setAttribute(key, kept);
        }
        return kept;
    }

    /**
     * The id of the trusted device that sends the request, for the counter of its own that the lockout keeps for it (rule X5).
     *
     * @return empty if the browser is no trusted device of this user
     */
    public static Optional<String> trustedDevice(KeycloakSession session, RealmModel realm, UserModel user) {
        RememberedBrowsers browsers = of(session, realm);
        return browsers.recognise(user)
                .filter(browser -> browsers.has(browser, BrowserRight.TRUSTED_DEVICE))
                .map(browser -> browser.browser().id());
    }

    boolean isGiven(BrowserRight right) {
        return BrowserRights.of(realm).isGiven(right);
    }

    /** Whether the request comes from a browser that is remembered for this user. A replayed secret ends its series and raises the alarm. */
    Optional<RecognisedBrowser> recognise(UserModel user) {
        return cookie.of(user.getId())
                .flatMap(this::recognise)
                .filter(browser -> browser.user().getId().equals(user.getId()));
    }

    /** The browsers with a login token that counts, whoever's they are, the last used first. */
    Stream<RecognisedBrowser> withLoginToken() {
        return cookie.all().stream()
                .flatMap(secret -> recognise(secret).stream())
                .filter(browser -> has(browser, BrowserRight.LOGIN_TOKEN))
                .sorted(Comparator.comparing((RecognisedBrowser browser) ->
                                browser.browser().lastUse().at())
                        .reversed());
    }

    private Optional<RecognisedBrowser> recognise(BrowserSecret secret) {
        Optional<RecognisedBrowser> known = recognised.get(secret.series());
        if (known == null) {
            known = lookUp(secret);
            recognised.put(secret.series(), known);
        }
        return known;
    }

    private Optional<RecognisedBrowser> lookUp(BrowserSecret secret) {
        RememberedBrowser browser = store.find(secret.series())
                .filter(found -> found.realmId().equals(realm.getId()))
                .orElse(null);
        UserModel user = browser == null ? null : session.users().getUserById(realm, browser.userId());
        if (user == null) {
            return Optional.empty();
        }
        if (!user.isEnabled()) {
            store.delete(browser.id());
            return Optional.empty();
        }
        Instant now = clock.instant();
        return switch (Recognition.of(browser, secret.hash(), CredentialEpoch.of(user), now)) {
            case CURRENT -> Optional.of(new RecognisedBrowser(user, browser, secret, true));
            case PARALLEL -> Optional.of(new RecognisedBrowser(user, browser, secret, false));
            case REPLAYED -> {
                endStolen(user, browser);
                yield Optional.empty();
            }
            case VOID -> {
                store.delete(browser.id());
                cookie.expire(user.getId());
                yield Optional.empty();
            }
        };
    }

    /** Nobody knows which of the two copies is the thief's, so both are worth nothing from now on. */
    private void endStolen(UserModel user, RememberedBrowser browser) {
        cookie.expire(user.getId());
        if (!store.delete(browser.id())) {
            // A parallel request has ended it, and raised the alarm.
            return;
        }
        if (browser.signIn().isPresent()) {
            store.endAll(realm.getId(), user.getId(), BrowserRight.LOGIN_TOKEN);
        }
        events.replayed(user, browser);
    }

    boolean has(RecognisedBrowser browser, BrowserRight right) {
        return BrowserRights.of(realm)
                .end(browser.browser(), right, clock.instant())
                .isPresent();
    }

    /** Notes the use and gives the browser another secret, unless a parallel request has done so. */
    void use(RecognisedBrowser browser, String sessionId) {
        rotate(browser, sessionId)
                .ifPresent(next -> sendCookie(
                        browser.user(),
                        next,
                        browser.browser().trust(),
                        browser.browser().signIn()));
    }

    /**
     * Remembers this browser for something. If it is remembered already, it gets the new rights besides.
     *
     * @param wanted what the user has ticked, of what the realm gives
     * @param sessionId id of the session that this sign-in makes
     * @param authenticatedAt when the user last gave all credentials that the account has
     */
    void remember(UserModel user, Set<BrowserRight> wanted, String sessionId, Instant authenticatedAt) {
        BrowserRights rights = BrowserRights.of(realm);
        Instant now = clock.instant();
        Optional<Right> trust = wanted.contains(BrowserRight.TRUSTED_DEVICE)
                ? Optional.of(rights.give(BrowserRight.TRUSTED_DEVICE, now))
                : Optional.empty();
        Optional<Right> signIn = wanted.contains(BrowserRight.LOGIN_TOKEN)
                ? Optional.of(rights.give(BrowserRight.LOGIN_TOKEN, now))
                : Optional.empty();
        if (trust.isEmpty() && signIn.isEmpty()) {
            return;
        }
        RecognisedBrowser known = recognise(user).orElse(null);
        String id =
                known == null ? UUID.randomUUID().toString() : known.browser().id();
        Optional<BrowserSecret> secret =
                known == null ? Optional.of(create(id, user, sessionId)) : rotate(known, sessionId);
        trust.ifPresent(right -> grant(user, id, BrowserRight.TRUSTED_DEVICE, right, authenticatedAt));
        signIn.ifPresent(right -> grant(user, id, BrowserRight.LOGIN_TOKEN, right, authenticatedAt));
        secret.ifPresent(sent -> sendCookie(
                user,
                sent,
                trust.or(
                        () -> known == null ? Optional.empty() : known.browser().trust()),
                signIn.or(
                        () -> known == null ? Optional.empty() : known.browser().signIn())));
    }

    private BrowserSecret create(String id, UserModel user, String sessionId) {
        BrowserSecret secret = BrowserSecret.generate();
        store.create(new NewRememberedBrowser(
                id,
                realm.getId(),
                user.getId(),
                secret,
                CredentialEpoch.of(user),
                CurrentBrowser.use(session, clock.instant(), sessionId)));
        return secret;
    }

    private void grant(UserModel user, String id, BrowserRight right, Right granted, Instant authenticatedAt) {
        store.grant(id, right, granted, authenticatedAt);
        events.remembered(user, id, right);
    }

    /** The secret that counts from now on; empty if a parallel request was quicker, whose answer brings it to the browser. */
    private Optional<BrowserSecret> rotate(RecognisedBrowser browser, String sessionId) {
        if (!browser.isCurrent()) {
            return Optional.empty();
        }
        recognised.put(
                browser.secret().series(),
                Optional.of(new RecognisedBrowser(browser.user(), browser.browser(), browser.secret(), false)));
        BrowserSecret next = browser.secret().next();
        BrowserUse use = CurrentBrowser.use(session, clock.instant(), sessionId);
        return store.rotate(next.series(), browser.secret().hash(), next.hash(), use)
                ? Optional.of(next)
                : Optional.empty();
    }

    private void sendCookie(UserModel user, BrowserSecret secret, Optional<Right> trust, Optional<Right> signIn) {
        Instant now = clock.instant();
        Instant until = Stream.concat(trust.stream(), signIn.stream())
                .map(Right::until)
                .max(Comparator.naturalOrder())
                .orElse(now);
        cookie.set(user.getId(), secret, now, until);
    }
}
