package io.github.gatehouse.apitokens.verification;

import io.github.gatehouse.storage.apitoken.ApiTokenSecret;

/**
 * A secret as the cache keeps it.
 *
 * @param secret as stored
 * @param allowedAddresses the addresses it is limited to, parsed
 * @param predecessors whether its first use still has to end the secrets from before the renewal
 */
record CachedSecret(ApiTokenSecret secret, AllowedAddresses allowedAddresses, boolean predecessors) {

    static CachedSecret of(ApiTokenSecret secret) {
        return new CachedSecret(secret, AllowedAddresses.parse(secret.allowedAddresses()), secret.predecessors());
    }

    CachedSecret withoutPredecessors() {
        return new CachedSecret(secret, allowedAddresses, false);
    }
}
