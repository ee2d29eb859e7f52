package io.github.gatehouse.tests.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app: time-based one-time passwords of six digits and 30 seconds (RFC 6238). */
public final class Totp {

    private static final long STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;

    private final String secret;

    /** With the secret as Keycloak stores it: its bytes are the key. */
    public Totp(String secret) {
        this.secret = secret;
    }

    public String secret() {
        return secret;
    }

    /** The six digits that count now, by the machine's clock. */
    public String code() {
        return code(Instant.now());
    }

    /** The six digits that counted, or will count, then. */
    public String code(Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                    .putLong(at.getEpochSecond() / STEP_SECONDS)
                    .array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA1", e);
        }
    }

    /** Six digits that do not count. */
    public String wrongCode() {
        return String.format(Locale.ROOT, "%06d", (Integer.parseInt(code()) + 500_000) % MODULUS);
    }

    /** As a credential of a user in administration REST. */
    public Map<String, Object> credential(String label) {
        return Map.of(
                "type",
                "otp",
                "userLabel",
                label,
                "secretData",
                "{\"value\":\"" + secret + "\"}",
                "credentialData",
                "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}");
    }
}
