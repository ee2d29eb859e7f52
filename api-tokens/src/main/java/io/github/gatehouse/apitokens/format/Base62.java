package io.github.gatehouse.apitokens.format;

import java.math.BigInteger;

/** Digits, upper-case and lower-case letters as digits of a number, of fixed width, most significant first. */
final class Base62 {

    private static final char[] DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length);

    private Base62() {}

    static String encode(BigInteger number, int width) {
        char[] encoded = new char[width];
        BigInteger rest = number;
        for (int i = width - 1; i >= 0; i--) {
            BigInteger[] divided = rest.divideAndRemainder(BASE);
            encoded[i] = DIGITS[divided[1].intValue()];
            rest = divided[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("The number does not fit in " + width + " digits");
        }
        return new String(encoded);
    }

    /** The same for a number from 0 that fits in a long, without the cost of big numbers. */
    static String encode(long number, int width) {
        char[] encoded = new char[width];
        long rest = number;
        for (int i = width - 1; i >= 0; i--) {
            encoded[i] = DIGITS[(int) (rest % DIGITS.length)];
            rest /= DIGITS.length;
        }
        if (rest != 0) {
            throw new IllegalArgumentException("The number does not fit in " + width + " digits");
        }
        return new String(encoded);
    }

    static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
