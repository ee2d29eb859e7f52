package io.github.gatehouse.tests.lockout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatehouse.tests.support.TestUser;

import static java.util.Map.of;

/** Second factors of test users whose secrets the test knows. */
final class OneTimeCodes {

    static final List<String> RECOVERY_CODES =
            IntStream.range(0, 12).mapToObj("AAAABBBBCC%02d"::formatted).toList();

    private static final String SECRET = "gatehouse-test-secret";
    private static final int PERIOD = 30;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OneTimeCodes() {}

    /** Gives the user an authenticator app. */
    static void addApp(TestUser user) {
        add(
                user,
                "otp",
                of("value", SECRET),
                of("subType", "totp", "digits", 6, "counter", 0, "period", PERIOD, "algorithm", "HmacSHA1"));
    }

    /** Gives the user {@link #RECOVERY_CODES}. */
    static void addRecoveryCodes(TestUser user) {
        List<?> codes = IntStream.range(0, RECOVERY_CODES.size())
                .mapToObj(number -> of("number", number + 1, "encodedHashedValue", hash(RECOVERY_CODES.get(number))))
                .toList();
        add(
                user,
                "recovery-authn-codes",
                of("codes", codes),
                of("algorithm", "SHA-512", "totalCodes", codes.size(), "remainingCodes", codes.size()));
    }

    private static void add(TestUser user, String type, Object secretData, Object credentialData) {
        user.update(representation -> representation
                .putArray("credentials")
                .addObject()
                .put("type", type)
                .put("secretData", json(secretData))
                .put("credentialData", json(credentialData)));
    }

    /** The code that the app shows now. Codes follow the machine's clock, not the server's. */
    static String code() {
        return code(Instant.now().getEpochSecond() / PERIOD);
    }

    /** A code that the app shows neither now nor soon. */
    static String wrongCode() {
        long now = Instant.now().getEpochSecond() / PERIOD;
        List<String> right =
                IntStream.rangeClosed(-5, 5).mapToObj(step -> code(now + step)).toList();
        return right.contains("000000") ? "111111" : "000000";
    }

    private static String code(long counter) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "RAW"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA1", e);
        }
    }

    private static String hash(String code) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-512").digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-512", e);
        }
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps can be written as JSON", e);
        }
    }
}
