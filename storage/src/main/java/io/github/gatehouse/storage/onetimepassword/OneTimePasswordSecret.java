package io.github.gatehouse.storage.onetimepassword;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a one-time password consists of: 20 characters in groups, about 98 random bits, so that a plain hash of it tells nothing. No two characters look alike: people
 * type it.
 */
public final class OneTimePasswordSecret {

    private static final String CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimePasswordSecret() {}

    /** Another one: {@code hk7fm-2pqrs-x9abc-4tuvw}. */
    public static String generate() {
        StringBuilder secret = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            if (group > 0) {
                secret.append('-');
            }
            for (int i = 0; i < GROUP_LENGTH; i++) {
                secret.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
            }
        }
        return secret.toString();
    }

    /** SHA-256 in hexadecimal, of the user's id and the secret: somebody else's hash is another one. White space around it, which comes with copying, does not count. */
    public static String hash(String userId, String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((userId + " " + secret.strip()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
