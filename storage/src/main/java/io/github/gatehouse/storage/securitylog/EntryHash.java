package io.github.gatehouse.storage.securitylog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over fields in one unmistakable encoding: each with its length before it, so that no two lists of fields are the same bytes; null has the length -1.
 * Whoever checks a log with another program needs this, and docs/adr/0009-security-log.md.
 */
final class EntryHash {

    /** What the first entry of a chain has before it. */
    static final String NONE = "0".repeat(64);

    private static final String CHAIN = "gatehouse-security-log-1";
    private static final String PERSONAL = "gatehouse-security-log-personal-1";

    private final MessageDigest digest;

    private EntryHash(String domain) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
        text(domain);
    }

    /** Of what is personal in an entry. The salt makes it impossible to find out by trying what was there, once it is erased. */
    static String personal(SecurityLogEntity entry) {
        return new EntryHash(PERSONAL)
                .text(entry.salt)
                .text(entry.userId)
                .text(entry.address)
                .text(entry.browser)
                .text(entry.system)
                .text(entry.clientId)
                .text(entry.sessionId)
                .text(entry.details)
                .hex();
    }

    /** Of an entry and, by its predecessor's hash, of all before it. */
    static String chained(String previous, long sequence, SecurityLogEntity entry) {
        return new EntryHash(CHAIN)
                .text(previous)
                .number(sequence)
                .text(entry.id)
                .text(entry.realmId)
                .number(entry.at)
                .text(entry.category)
                .text(entry.kind)
                .text(entry.outcome)
                .text(entry.actorId)
                .text(entry.actorRealmId)
                .number(entry.impersonated ? 1 : 0)
                .text(entry.personalHash)
                .hex();
    }

    private EntryHash text(String text) {
        if (text == null) {
            length(-1);
            return this;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    private EntryHash number(long number) {
        return text(Long.toString(number));
    }

    private void length(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
