package io.github.gatehouse.storage.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * A mail that is to be sent once the current transaction is committed. No secret may be in it: it lies in the database until it is sent.
 *
 * @param realmId id of the realm
 * @param userId id of the user who is told; empty if it is for administrators
 * @param address where it goes; at most {@link #LONGEST_ADDRESS} characters
 * @param kind what has happened, in lower case with hyphens
 * @param content what the mail says, as JSON
 * @param at when it has happened
 */
public record NewNotice(
        String realmId, Optional<String> userId, String address, String kind, String content, Instant at) {

    /** The longest address, in characters. */
    public static final int LONGEST_ADDRESS = 255;
}
