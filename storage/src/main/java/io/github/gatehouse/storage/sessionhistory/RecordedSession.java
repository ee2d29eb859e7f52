package io.github.gatehouse.storage.sessionhistory;

import java.time.Instant;
import java.util.Optional;

import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;

/**
 * A session of a user, lasting or ended.
 *
 * @param id of Keycloak's user session
 * @param lastActivityAt at least a minute exact
 * @param endedAt empty while it lasts
 * @param endReason empty while it lasts
 * @param browser with which it began
 * @param clientId of the client to which the user signed in first; may be null
 * @param remembered whether the user asked to be remembered
 * @param offline whether an application keeps it when the user signs out (offline access)
 * @param impersonator who worked in the user's name (rule S5)
 */
public record RecordedSession(
        String id,
        String realmId,
        String userId,
        Instant startedAt,
        Instant lastActivityAt,
        Optional<Instant> endedAt,
        Optional<SessionEndReason> endReason,
        BrowserUse browser,
        String clientId,
        boolean remembered,
        boolean offline,
        Optional<Impersonator> impersonator) {

    /**
     * Who signed in as a user.
     *
     * @param id of the administrator; null if unknown
     * @param realm name of the administrator's realm; null if unknown
     * @param session the administrator's own; null if it ended with the impersonation or is unknown
     */
    public record Impersonator(String id, String name, String realm, String session) {}
}
