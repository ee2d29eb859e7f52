package io.github.gatehouse.apitokens.format;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of an API token: {@code <prefix>_<secret><checksum>}.
 *
 * <ul>
 *   <li>prefix: {@value #PREFIX_PATTERN}; names the realm to secret scanners and people, plays no part in the verification, so that changing it
 *       does not end the tokens that are out
 *   <li>secret: 256 random bits, {@value #SECRET_LENGTH} base-62 digits
 *   <li>checksum: CRC-32 of all before it, {@value #CHECKSUM_LENGTH} base-62 digits: a mistyped or invented token is refused without a look-up,
 *       and a scanner knows a find from a coincidence
 * </ul>
 */
public final class ApiTokenFormat {

    /** What a prefix may look like. */
    public static final String PREFIX_PATTERN = "[a-z][a-z0-9]{1,15}";

    static final int SECRET_LENGTH = 43;
    static final int CHECKSUM_LENGTH = 6;

    private static final int SECRET_BITS = 256;
    private static final int TAIL_LENGTH = SECRET_LENGTH + CHECKSUM_LENGTH;
    private static final int SHORTEST = 2 + 1 + TAIL_LENGTH;
    private static final int LONGEST = 16 + 1 + TAIL_LENGTH;
    private static final Pattern PREFIX = Pattern.compile(PREFIX_PATTERN);
    private static final SecureRandom RANDOM = new SecureRandom();

    private ApiTokenFormat() {}

    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /**
     * A new token.
     *
     * @throws IllegalArgumentException if the prefix does not match {@link #PREFIX_PATTERN}
     */
    public static String generate(String prefix) {
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException("Not a prefix of API tokens: " + prefix);
        }
        String body = prefix + '_' + Base62.encode(new BigInteger(SECRET_BITS, RANDOM), SECRET_LENGTH);
        return body + checksum(body);
    }

    /** Whether the text has the form of an API token and its checksum is right. Says nothing about whether there is such a token. */
    public static boolean matches(String text) {
        int length = text.length();
        if (length < SHORTEST || length > LONGEST) {
            return false;
        }
        int separator = length - TAIL_LENGTH - 1;
        if (text.charAt(separator) != '_' || !hasPrefix(text, separator)) {
            return false;
        }
        for (int i = separator + 1; i < length; i++) {
            if (!Base62.isDigit(text.charAt(i))) {
                return false;
            }
        }
        int end = length - CHECKSUM_LENGTH;
        return text.startsWith(checksum(text.substring(0, end)), end);
    }

    private static boolean hasPrefix(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z') && (i == 0 || !(c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(crc.getValue(), CHECKSUM_LENGTH);
    }
}
