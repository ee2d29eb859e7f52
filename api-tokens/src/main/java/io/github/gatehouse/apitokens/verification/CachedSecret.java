package io.github.gatehouse.apitokens.verification;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.gatehouse.storage.apitoken.ApiTokenSecret;

/** A secret as the cache keeps it. */
final class CachedSecret {

    private final ApiTokenSecret secret;
    private final AllowedAddresses allowedAddresses;

    /** Whether its first use still has to end the secrets from before the renewal. */
    private final AtomicBoolean predecessors;

    CachedSecret(ApiTokenSecret secret) {
        this.secret = secret;
        this.allowedAddresses = AllowedAddresses.parse(secret.allowedAddresses());
        this.predecessors = new AtomicBoolean(secret.predecessors());
    }

    ApiTokenSecret secret() {
        return secret;
    }

    AllowedAddresses allowedAddresses() {
        return allowedAddresses;
    }

    /** Whether this caller is the one who has to end the predecessors; true for one caller only. */
    boolean claimPredecessors() {
        return predecessors.get() && predecessors.compareAndSet(true, false);
    }
}
