package io.github.gatehouse.storage.onetimepassword;

import java.time.Instant;

/**
 * A password that was mailed to a user and is good for one sign-in (rule P5). What it is nobody keeps.
 *
 * @param secretHash as {@link OneTimePasswordSecret#hash} makes it
 * @param address where it was mailed to
 */
public record OneTimePassword(String secretHash, String address, Instant issuedAt, Instant expiresAt) {

    /** Whether it is good for a user with this address now. Whoever has the address today need not be the one who had it then. */
    public boolean isGoodFor(String currentAddress, Instant now) {
        return now.isBefore(expiresAt) && address.equals(currentAddress);
    }
}
