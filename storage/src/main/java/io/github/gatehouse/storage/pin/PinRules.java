package io.github.gatehouse.storage.pin;

import java.util.Optional;
import java.util.stream.IntStream;

/** Which PINs are refused (rule M5): what is no number of 6 to 64 digits, and what is tried first by whoever guesses. */
public final class PinRules {

    public static final int MIN_LENGTH = 6;

    /** Longest PIN; looked at first, so that nothing longer is read or hashed. */
    public static final int MAX_LENGTH = 64;

    private static final int FEWEST_DIFFERENT_DIGITS = 3;

    private PinRules() {}

    /** The first rule that is broken, or empty. */
    public static Optional<PinRule> brokenBy(String pin) {
        if (pin.length() > MAX_LENGTH) {
            return Optional.of(PinRule.SHORT_ENOUGH);
        }
        if (!pin.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(PinRule.ONLY_DIGITS);
        }
        if (pin.length() < MIN_LENGTH) {
            return Optional.of(PinRule.LONG_ENOUGH);
        }
        if (pin.chars().distinct().count() < FEWEST_DIFFERENT_DIGITS) {
            return Optional.of(PinRule.DIFFERENT_DIGITS);
        }
        if (isSeries(pin)) {
            return Optional.of(PinRule.NO_SERIES);
        }
        if (isRepetition(pin)) {
            return Optional.of(PinRule.NO_REPETITION);
        }
        if (new StringBuilder(pin).reverse().toString().equals(pin)) {
            return Optional.of(PinRule.NO_MIRROR);
        }
        return Optional.empty();
    }

    /** Steps of the same size, over 9 and 0 as well (789012, 97531975), each digit once or each equally often (112233). */
    private static boolean isSeries(String pin) {
        int times = (int) pin.chars().takeWhile(c -> c == pin.charAt(0)).count();
        if (pin.length() % times != 0
                || !IntStream.range(0, pin.length()).allMatch(i -> pin.charAt(i) == pin.charAt(i - i % times))) {
            return false;
        }
        int step = step(pin, 0, times);
        return IntStream.iterate(0, i -> i + times < pin.length(), i -> i + times)
                .allMatch(i -> step(pin, i, i + times) == step);
    }

    private static int step(String pin, int from, int to) {
        return Math.floorMod(pin.charAt(to) - pin.charAt(from), 10);
    }

    /** A part that comes at least twice, the last time perhaps cut off (2582582). */
    private static boolean isRepetition(String pin) {
        return IntStream.rangeClosed(1, pin.length() / 2).anyMatch(period -> IntStream.range(period, pin.length())
                .allMatch(i -> pin.charAt(i) == pin.charAt(i - period)));
    }
}
