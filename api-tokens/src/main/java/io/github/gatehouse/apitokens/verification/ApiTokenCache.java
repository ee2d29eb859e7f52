package io.github.gatehouse.apitokens.verification;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.gatehouse.apitokens.format.SecretHash;

/**
 * Secrets that were looked up lately, on this node. Bounded in number and time: an entry lives {@link #LIFESPAN} at most, which is also how long a
 * node that lost contact with the cluster can go on accepting what was revoked elsewhere.
 */
public final class ApiTokenCache {

    /** How long a looked-up secret is kept. */
    public static final Duration LIFESPAN = Duration.ofSeconds(60);

    static final long LARGEST = 100_000;
    static final long LARGEST_UNKNOWN = 10_000;

    private final Cache<SecretHash, CachedSecret> known = Caffeine.newBuilder()
            .maximumSize(LARGEST)
            .expireAfterWrite(LIFESPAN)
            .build();

    /** Apart from the known ones, so that invented tokens cannot push real ones out. */
    private final Cache<SecretHash, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(LARGEST_UNKNOWN)
            .expireAfterWrite(LIFESPAN)
            .build();

    CachedSecret getIfPresent(SecretHash hash) {
        return known.getIfPresent(hash);
    }

    boolean isUnknown(SecretHash hash) {
        return unknown.getIfPresent(hash) != null;
    }

    /**
     * Looks the secret up and remembers the outcome. The look-up runs inside the cache, so that {@link #forget} waits for one that began before
     * the change it is called for, and what it read cannot come back afterwards.
     *
     * @param lookUp returns null if there is no such secret
     */
    CachedSecret get(SecretHash hash, Function<SecretHash, CachedSecret> lookUp) {
        CachedSecret secret = known.get(hash, lookUp);
        if (secret == null) {
            unknown.put(hash, Boolean.TRUE);
        }
        return secret;
    }

    /** Forgets secrets of this node. */
    public void forget(Collection<SecretHash> hashes) {
        known.invalidateAll(hashes);
    }

    /** How many secrets are kept, roughly. */
    public long size() {
        return known.estimatedSize();
    }

    /** How many hashes of unknown tokens are kept, roughly. */
    public long unknownSize() {
        return unknown.estimatedSize();
    }
}
