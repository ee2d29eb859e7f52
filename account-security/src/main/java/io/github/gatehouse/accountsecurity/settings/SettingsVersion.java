package io.github.gatehouse.accountsecurity.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The version of the settings that a client has seen, as an entity tag (RFC 9110, section 8.8.3). */
final class SettingsVersion {

    private static final int BYTES = 12;

    private SettingsVersion() {}

    /**
     * The entity tag, quotes included.
     *
     * @param shown what a client is shown, secrets masked
     * @param secrets {@link SecretFingerprint} of those; empty if there are none
     */
    static String of(ObjectNode shown, String secrets) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((shown + secrets).getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(hash, 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** Whether a header {@code If-Match} allows a change to what has this entity tag (RFC 9110, section 13.1.1); none allows all. */
    static boolean isAllowed(String ifMatch, String entityTag) {
        return ifMatch == null
                || Arrays.stream(ifMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
    }
}
