package io.github.gatehouse.tests.secondfactor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app into which the user types the key that the page shows as text: six digits every 30 seconds (RFC 6238, key in base 32 of RFC 4648). */
final class AuthenticatorApp {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;
    private static final int STEP_SECONDS = 30;
    private static final int SIX_DIGITS = 1_000_000;

    private final byte[] key;

    private AuthenticatorApp(byte[] key) {
        this.key = key;
    }

    /** With the key as typed, in groups or not. */
    static AuthenticatorApp withKey(String text) {
        String digits = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        ByteBuffer key = ByteBuffer.allocate(digits.length() * BITS / Byte.SIZE);
        int buffer = 0;
        int bits = 0;
        for (char digit : digits.toCharArray()) {
            buffer = buffer << BITS | BASE32.indexOf(digit);
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                key.put((byte) (buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }
        return new AuthenticatorApp(key.array());
    }

    /** The code of this moment. Keycloak takes it from the machine's clock, however far a test has moved the server's. */
    String code() {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                    .putLong(Instant.now().getEpochSecond() / STEP_SECONDS)
                    .array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % SIX_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA1", e);
        }
    }

    /** Six digits that are not the code of this moment. */
    String wrongCode() {
        return String.format(Locale.ROOT, "%06d", (Integer.parseInt(code()) + SIX_DIGITS / 2) % SIX_DIGITS);
    }
}
