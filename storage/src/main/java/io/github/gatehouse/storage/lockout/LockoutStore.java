package io.github.gatehouse.storage.lockout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts failed attempts and says, before a credential is evaluated, whether it may be: exact however many requests and nodes ask at once, because each
 * question is one conditional update of one row. All calls work in the transaction of the Keycloak session the store was made for; those that change something
 * belong into a short one of their own, for they keep the row locked until it ends.
 */
public interface LockoutStore {

    /**
     * Holds a place for an attempt. There are never more places than failures that are missing to the next block.
     *
     * @param leaseUntil when the places are free again if nobody gives them back, because their node has died
     */
    Admission admit(LockoutKey key, BlockRule rule, Instant now, Instant leaseUntil);

    /**
     * Begins to count for a key, if that has not been done yet. To be called in a transaction of its own, and taken for done if it is refused.
     *
     * @throws org.keycloak.models.ModelDuplicateException if another request has done it at the same time
     */
    void create(LockoutKey key);

    /** Gives back a place whose attempt has not failed. */
    void release(LockoutKey key);

    /**
     * Counts a failure, unless the user is blocked.
     *
     * @param heldPlace whether the attempt has a place, which it then gives back
     * @param address the client's network address; null if unknown
     * @return empty if the user is blocked: the failure neither counts nor makes the block longer; also if nothing is known of the key, because an
     *     administrator has just cleared it
     */
    Optional<CountedFailure> countFailure(
            LockoutKey key, BlockRule rule, boolean heldPlace, String address, Instant now);

    /**
     * Forgets failures and block of the key, and those that are counted for {@link LockoutKey#ANY_BROWSER} of the same user. The places of other attempts stay held.
     *
     * @param heldPlace whether the attempt has a place, which it then gives back
     */
    void reset(LockoutKey key, boolean heldPlace);

    /** All that is known about a user, one for each browser with a counter of its own. */
    List<Lockout> find(String realmId, String userId);

    /** Deletes everything of the user. */
    void deleteOfUser(String realmId, String userId);

    /** Deletes everything of the realm. */
    void deleteOfRealm(String realmId);
}
