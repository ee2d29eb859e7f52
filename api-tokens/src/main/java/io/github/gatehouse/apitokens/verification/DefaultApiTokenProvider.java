package io.github.gatehouse.apitokens.verification;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.github.gatehouse.apitokens.lastuse.ApiTokenLastUses;
import io.github.gatehouse.apitokens.verification.ApiTokenVerifier.Decision;
import io.github.gatehouse.apitokens.verification.Verification.Accepted;
import io.github.gatehouse.storage.apitoken.ApiTokenSecret;
import io.github.gatehouse.storage.apitoken.ApiTokenStore;
import io.github.gatehouse.storage.apitoken.JpaApiTokenStore;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.utils.KeycloakModelUtils;

/** API tokens in Keycloak's database, with a cache of each node's own. */
final class DefaultApiTokenProvider implements ApiTokenProvider {

    private static final Logger LOG = Logger.getLogger(DefaultApiTokenProvider.class);

    private final KeycloakSession session;
    private final ApiTokenCache cache;
    private final UnknownTokenLimit unknownTokens;
    private final ApiTokenLastUses lastUses;
    private final Clock clock;
    private ApiTokenStore store;

    DefaultApiTokenProvider(
            KeycloakSession session,
            ApiTokenCache cache,
            UnknownTokenLimit unknownTokens,
            ApiTokenLastUses lastUses,
            Clock clock) {
        this.session = session;
        this.cache = cache;
        this.unknownTokens = unknownTokens;
        this.lastUses = lastUses;
        this.clock = clock;
    }

    @Override
    public ApiTokenStore store() {
        if (store == null) {
            store = new JpaApiTokenStore(session);
        }
        return store;
    }

    @Override
    public Verification verify(Presentation presentation) {
        Decision decision = verifier().verify(presentation);
        if (decision.verification() instanceof Accepted accepted) {
            if (decision.cached().claimPredecessors()) {
                retirePredecessors(accepted.secret());
            }
            lastUses.record(accepted.secret().tokenId(), clock.instant(), presentation.address());
        }
        return decision.verification();
    }

    @Override
    public Optional<ApiTokenSecret> find(Presentation presentation) {
        return verifier().find(presentation);
    }

    private ApiTokenVerifier verifier() {
        return new ApiTokenVerifier(session, cache, unknownTokens, this::store, clock);
    }

    /** The first use of a renewed token ends the old one: once for each renewal, in a transaction of its own. */
    private void retirePredecessors(ApiTokenSecret secret) {
        try {
            List<String> retired = KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    own -> new JpaApiTokenStore(own).retirePredecessors(secret.tokenId(), secret.generation()));
            if (!retired.isEmpty()) {
                SecretInvalidation.announce(session, retired);
            }
        } catch (ModelException e) {
            // The new token is good all the same; the old one ends a day after the renewal at the latest.
            LOG.warnf(
                    e,
                    "The secrets of API token %s from before its renewal could not be ended; they expire by themselves",
                    secret.tokenId());
        }
    }

    @Override
    public void forgetAfterCommit(Collection<String> secretHashes) {
        if (secretHashes.isEmpty()) {
            return;
        }
        List<String> hashes = List.copyOf(secretHashes);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                SecretInvalidation.announce(session, hashes);
            }

            @Override
            protected void rollbackImpl() {
                // Nothing has changed.
            }
        });
    }

    @Override
    public ApiTokenLastUses lastUses() {
        return lastUses;
    }

    @Override
    public void close() {}
}
