package io.github.gatehouse.storage.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The queue of mails about the security of accounts and realms (rules P5, L4, X4). All calls work in the transaction of the Keycloak session the store was made for:
 * a notice is written with what it tells of, or not at all.
 */
public interface NoticeStore {

    /** Adds a notice, due at once. */
    void add(NewNotice notice);

    /**
     * Takes the notice that has been due for the longest time, so that no other thread or node gets it before the lease is over. Works only in a transaction that
     * is committed before the mail is sent.
     *
     * @param leaseUntil from when on others may take it, because this node must have died
     * @param restingRealms ids of realms whose notices stay where they are
     */
    Optional<Notice> claim(Instant now, Instant leaseUntil, Collection<String> restingRealms);

    /**
     * Takes others that are due and for the same administrator's address, oldest first.
     *
     * @param most how many at most
     */
    List<Notice> claimForSameAddress(Notice notice, Instant now, Instant leaseUntil, int most);

    /** Removes a notice that was sent or given up, unless somebody else has claimed it since. */
    void remove(Notice notice);

    /** Gives a claimed notice back, unless somebody else has claimed it since. */
    void putOff(Notice notice, Instant dueAt);

    /** Gives a notice back that nobody has tried to send: the claim does not count. */
    void giveBack(Notice notice, Instant dueAt);

    /** Removes what is waiting for this user. What tells administrators of the user stays: nobody hides a deed by deleting its account. */
    void deleteOfUser(String realmId, String userId);

    /** Removes all of the realm. */
    void deleteOfRealm(String realmId);
}
