package io.github.gatehouse.apitokens.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a token, all that is ever kept of it (rule P9). A fast hash is enough, because 256 random bits cannot be guessed; a slow one would
 * let strangers burn the server's time.
 */
public record SecretHash(long first, long second, long third, long fourth) {

    public static SecretHash of(String token) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /**
     * The hash with these digits.
     *
     * @throws IllegalArgumentException if these are not 64 hexadecimal digits
     */
    public static SecretHash ofHex(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != 32) {
            throw new IllegalArgumentException("A SHA-256 hash has 64 hexadecimal digits, not " + hex.length());
        }
        return of(bytes);
    }

    private static SecretHash of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SecretHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** 64 lower-case hexadecimal digits. */
    public String toHex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }
}
