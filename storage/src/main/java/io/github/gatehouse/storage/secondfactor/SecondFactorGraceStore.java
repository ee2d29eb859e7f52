package io.github.gatehouse.storage.secondfactor;

import java.time.Instant;

/** Since when users without a second factor know that they need one (rule M2). A row ends with its user and its realm. */
public interface SecondFactorGraceStore {

    /**
     * Since when the user knows; from now on, if this is the first time that anybody asks.
     *
     * @return the time of the first call for this user
     */
    Instant since(String realmId, String userId, Instant now);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
