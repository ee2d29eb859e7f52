package io.github.gatehouse.storage.sessionhistory;

import java.time.Instant;
import java.util.Optional;

import io.github.gatehouse.common.session.SessionEndReason;

/**
 * That all sessions of a realm are to end (rule S6).
 *
 * @param before sessions that began before
 * @param ended how many have ended so far
 * @param finishedAt empty while it goes on
 */
public record RealmSignOut(
        String realmId, Instant before, SessionEndReason reason, int ended, Optional<Instant> finishedAt) {}
