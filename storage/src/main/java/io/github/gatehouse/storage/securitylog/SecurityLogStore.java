package io.github.gatehouse.storage.securitylog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The security logs of all realms (rule L1). All calls work in the transaction of the Keycloak session the store was made for, so that an entry is stored if, and
 * only if, what it tells of is. An entry is never changed: it is sealed, and what is personal in it goes with its user. It is deleted by retention and with its realm.
 */
public interface SecurityLogStore {

    /** The most details that an entry has. */
    int MOST_DETAILS = 6;

    /** The longest value of a detail, in characters. */
    int LONGEST_DETAIL = 150;

    /**
     * Adds entries: one insert for each, no read. They are sent to the database at once.
     *
     * @throws RuntimeException if they cannot be stored; then none of the transaction is
     */
    void append(List<NewSecurityLogEntry> entries);

    /** The newest first. */
    List<SecurityLogEntry> list(SecurityLogQuery query, int first, int max);

    /**
     * The newest first, older than an entry that was listed before: for lists of any length, in parts.
     *
     * @param olderThan id of that entry; empty for the first part
     */
    List<SecurityLogEntry> listOlder(SecurityLogQuery query, Optional<String> olderThan, int max);

    /** Realms with entries that wait to be sealed. */
    List<String> realmsToSeal();

    /**
     * Puts entries that wait at the end of the realm's chain, in the order of their time. One transaction at a time does so in a realm, on all nodes; whoever comes
     * second waits.
     *
     * @param max most entries
     * @return how many
     */
    int seal(String realmId, int max);

    /**
     * Deletes sealed entries from the beginning of the realm's chain; the last one's hash stays, as the anchor of the rest.
     *
     * @param until those before this time, up to the first that is not
     * @param max most entries
     * @return how many
     */
    int deleteOlder(String realmId, Instant until, Instant now, int max);

    /**
     * Erases what is personal in the entries that a user has so far, as when the user is deleted. What happened, when, and what an administrator did stays, and so does
     * the proof.
     */
    void eraseUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
