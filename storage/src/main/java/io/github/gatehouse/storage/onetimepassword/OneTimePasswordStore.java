package io.github.gatehouse.storage.onetimepassword;

import java.util.Optional;

/** The one-time passwords of all realms, one for each user at most (rule P5). A row ends with its user and its realm. */
public interface OneTimePasswordStore {

    /** Takes the place of one that the user has. */
    void set(String realmId, String userId, OneTimePassword password);

    Optional<OneTimePassword> find(String realmId, String userId);

    /**
     * Uses one up. Of parallel calls, on all nodes, one succeeds.
     *
     * @return whether the user had just this one, and it had not been used
     */
    boolean use(String realmId, String userId, String secretHash);

    void deleteOfUser(String realmId, String userId);

    void deleteOfRealm(String realmId);
}
