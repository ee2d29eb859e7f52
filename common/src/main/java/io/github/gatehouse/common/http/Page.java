package io.github.gatehouse.common.http;

/**
 * Which part of a list is asked for.
 *
 * @param first index of the first row, from 0
 * @param max number of rows, 1 to 100
 */
public record Page(int first, int max) {

    public static final int LARGEST = 100;

    /**
     * Reads the query parameters {@code first} (default 0) and {@code max} (default 100).
     *
     * @throws Refusal 400 naming the parameter, if one is no number in its range
     */
    public static Page of(String first, String max) {
        return new Page(
                number("first", first, 0, 0, Integer.MAX_VALUE - LARGEST), number("max", max, LARGEST, 1, LARGEST));
    }

    private static int number(String field, String text, int absent, int min, int max) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number out of range
        }
        throw Refusal.invalid(field, "'" + field + "' must be a whole number from " + min + " to " + max + ".");
    }
}
