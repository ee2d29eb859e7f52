package io.github.gatehouse.storage.rememberedbrowser;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a remembered browser keeps in its cookie: a series of 128 random bits that finds its row, a secret of 256 random bits that is another one after each
 * use, and a checksum, so that a value that was cut or edited is ignored and not taken for a stolen one. The database holds the secret's SHA-256 only.
 *
 * @param series 22 base-64 digits
 * @param secret 43 base-64 digits
 */
public record BrowserSecret(String series, String secret) {

    private static final int SERIES_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int CHECKSUM_BYTES = 4;
    private static final int LENGTH = SERIES_BYTES + SECRET_BYTES + CHECKSUM_BYTES;
    private static final int CHARACTERS = (LENGTH * 8 + 5) / 6;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    /** A secret of a new series. */
    public static BrowserSecret generate() {
        return new BrowserSecret(random(SERIES_BYTES), random(SECRET_BYTES));
    }

    /** Another secret of the same series. */
    public BrowserSecret next() {
        return new BrowserSecret(series, random(SECRET_BYTES));
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return ENCODER.encodeToString(bytes);
    }

    /** The cookie's value. */
    public String toText() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.put(DECODER.decode(series)).put(DECODER.decode(secret));
        bytes.putInt(checksum(bytes.array()));
        return ENCODER.encodeToString(bytes.array());
    }

    /** What a cookie's value holds; empty if it was not made by {@link #toText}. */
    public static Optional<BrowserSecret> parse(String text) {
        if (text == null || text.length() != CHARACTERS) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = DECODER.decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (ByteBuffer.wrap(bytes).getInt(LENGTH - CHECKSUM_BYTES) != checksum(bytes)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return Optional.of(new BrowserSecret(take(buffer, SERIES_BYTES), take(buffer, SECRET_BYTES)));
    }

    private static String take(ByteBuffer buffer, int length) {
        byte[] part = new byte[length];
        buffer.get(part);
        return ENCODER.encodeToString(part);
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, LENGTH - CHECKSUM_BYTES);
        return (int) crc.getValue();
    }

    /** What is kept of the secret. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "BrowserSecret";
    }
}
