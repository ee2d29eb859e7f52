package io.github.gatehouse.accountsecurity.settings;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Tells whether secrets have changed, and nothing else about them: it is keyed (RFC 2104), so that nobody who sees it can try guesses on it. */
final class SecretFingerprint {

    private static final String ALGORITHM = "HmacSHA256";

    /** Keeps it apart from whatever else is made with the same key. */
    private static final String PURPOSE = "gatehouse-settings-version\n";

    private SecretFingerprint() {}

    /**
     * The fingerprint.
     *
     * @param key one that never leaves the server
     * @param secrets by name
     */
    static String of(SecretKey key, Map<String, String> secrets) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE.getBytes(StandardCharsets.UTF_8));
            new TreeMap<>(secrets)
                    .forEach((name, value) -> mac.update(
                            (name + '\n' + value.length() + '\n' + value + '\n').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has " + ALGORITHM, e);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("The realm's key is not one for " + ALGORITHM, e);
        }
    }
}
