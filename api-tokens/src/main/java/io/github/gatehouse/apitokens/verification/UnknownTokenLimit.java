package io.github.gatehouse.apitokens.verification;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;

/**
 * How many unknown tokens an address may have looked up (abuse case 26): {@link #PER_MINUTE} within a minute; then what is not cached is refused
 * without a look-up until the minute is over. Cached tokens go on working, so that one who guesses behind a shared gateway shuts nobody out
 * who is at work.
 */
final class UnknownTokenLimit {

    static final int PER_MINUTE = 300;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private final Cache<String, AtomicInteger> counts =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(WINDOW).build();

    boolean admits(String address) {
        AtomicInteger count = counts.getIfPresent(network(address));
        return count == null || count.get() < PER_MINUTE;
    }

    void count(String address) {
        counts.get(network(address), key -> new AtomicInteger()).incrementAndGet();
    }

    /** One who has an IPv6 address has the 2^64 of its network. */
    private static String network(String address) {
        IPAddress parsed = address == null ? null : new IPAddressString(address).getAddress();
        if (parsed == null) {
            return "";
        }
        return parsed.isIPv6() && !parsed.toIPv6().isIPv4Mapped()
                ? parsed.toPrefixBlock(64).toCanonicalString()
                : parsed.toCanonicalString();
    }
}
