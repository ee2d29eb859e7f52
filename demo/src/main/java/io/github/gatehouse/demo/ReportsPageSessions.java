package io.github.gatehouse.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

/** Who is signed in at the reports page, and who is on the way to it. In memory, each a bounded number; the oldest go first. */
final class ReportsPageSessions {

    private static final int MOST = 1_000;
    private static final int ID_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SignedInUser> users = bounded();
    private final Map<String, Departure> departures = bounded();
    private final Map<String, String> returns = bounded();

    /**
     * A browser that was sent to sign in.
     *
     * @param browser the id in the browser's cookie, so that nobody else's sign-in can be slipped to it
     * @param verifier the secret of PKCE
     * @param date what it wanted to see
     * @param acr what was demanded; empty for nothing
     */
    record Departure(String browser, CodeVerifier verifier, String date, String acr) {}

    /** An id that cannot be guessed. */
    String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    void depart(String state, Departure departure) {
        departures.put(state, departure);
    }

    /** Once, and only to the browser that has left. */
    Optional<Departure> arrive(String state, String browser) {
        return Optional.ofNullable(departures.remove(state))
                .filter(departure -> departure.browser().equals(browser));
    }

    void signIn(String browser, SignedInUser user, String acr) {
        users.put(browser, user);
        returns.put(browser, acr);
    }

    /** What was demanded of the sign-in that the browser has just come back from; empty for all further requests. */
    Optional<String> returnedFrom(String browser) {
        return Optional.ofNullable(returns.remove(browser));
    }

    Optional<SignedInUser> user(String browser) {
        return Optional.ofNullable(users.get(browser));
    }

    /** New tokens for whoever is still signed in. */
    void renew(String browser, SignedInUser user) {
        users.replace(browser, user);
    }

    Optional<SignedInUser> signOut(String browser) {
        return Optional.ofNullable(users.remove(browser));
    }

    private static <V> Map<String, V> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        });
    }
}
