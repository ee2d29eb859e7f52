package io.github.gatehouse.storage.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * A notice that is waiting, or is being sent.
 *
 * @param id UUID
 * @param realmId id of the realm
 * @param userId id of the user who is told; empty if it is for administrators
 * @param address where it goes
 * @param kind what has happened, in lower case with hyphens
 * @param content what the mail says, as JSON
 * @param at when it has happened
 * @param attempts how often it was claimed, this time included; of several that claimed it, only the last can say what became of it
 */
public record Notice(
        String id,
        String realmId,
        Optional<String> userId,
        String address,
        String kind,
        String content,
        Instant at,
        int attempts) {}
