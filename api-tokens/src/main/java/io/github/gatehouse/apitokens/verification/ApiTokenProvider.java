package io.github.gatehouse.apitokens.verification;

import java.util.Collection;
import java.util.Optional;

import io.github.gatehouse.apitokens.lastuse.ApiTokenLastUses;
import io.github.gatehouse.storage.apitoken.ApiTokenSecret;
import io.github.gatehouse.storage.apitoken.ApiTokenStore;
import org.keycloak.provider.Provider;

/** API tokens within one Keycloak session: what is stored, what is accepted. */
public interface ApiTokenProvider extends Provider {

    ApiTokenStore store();

    /** Decides whether a presented token is accepted in the realm of the session's context, and notes its use. */
    Verification verify(Presentation presentation);

    /** The secret that is presented, if there is such a one in the realm of the session's context, whether or not it would be accepted. */
    Optional<ApiTokenSecret> find(Presentation presentation);

    /**
     * Makes every node forget these secrets once the session's transaction is committed, before the request is answered.
     *
     * @param secretHashes as the store returns them
     */
    void forgetAfterCommit(Collection<String> secretHashes);

    ApiTokenLastUses lastUses();
}
