package io.github.gatehouse.authenticators.rememberedbrowser;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser.Right;

/** What it means that a browser presents a secret of a series that is known. */
enum Recognition {
    /** The secret that counts. */
    CURRENT,
    /** The one before it, a moment after it was replaced: another tab of the same browser was quicker. */
    PARALLEL,
    /** A secret that was replaced before: somebody has a copy of the cookie, the user or a thief. */
    REPLAYED,
    /** All rights have run out, or a password or second factor was changed since they were given. */
    VOID;

    /** How long after a rotation the secret before is taken for another tab's. */
    static final Duration GRACE = Duration.ofSeconds(30);

    /**
     * Decides.
     *
     * @param presentedHash hash of the presented secret
     * @param epoch the user's credential epoch now
     */
    static Recognition of(RememberedBrowser browser, String presentedHash, String epoch, Instant now) {
        boolean counts = Stream.of(browser.trust(), browser.signIn())
                .flatMap(right -> right.map(Right::until).stream())
                .anyMatch(now::isBefore);
        if (!counts || !browser.epoch().equals(epoch)) {
            return VOID;
        }
        if (same(browser.secretHash(), presentedHash)) {
            return CURRENT;
        }
        boolean before =
                browser.previousHash().filter(hash -> same(hash, presentedHash)).isPresent();
        return before && now.isBefore(browser.rotatedAt().plus(GRACE)) ? PARALLEL : REPLAYED;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
