package io.github.gatehouse.storage.securitylog;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids that sort by time: UUIDs of version 7 (RFC 9562, section 5.7), milliseconds first, the rest random. */
final class EntryId {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long MOST_MILLIS = (1L << 48) - 1;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private EntryId() {}

    static String at(Instant time) {
        return new UUID(high(time) | VERSION_7 | RANDOM.nextInt(0x1000), VARIANT | RANDOM.nextLong() & BELOW_VARIANT)
                .toString();
    }

    /** Not after any id of this millisecond or a later one, and after all ids of earlier ones. */
    static String first(Instant time) {
        return new UUID(high(time), 0).toString();
    }

    private static long high(Instant time) {
        return Math.max(0, Math.min(MOST_MILLIS, time.toEpochMilli())) << 16;
    }
}
