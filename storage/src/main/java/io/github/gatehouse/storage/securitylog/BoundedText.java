package io.github.gatehouse.storage.securitylog;

import io.github.gatehouse.common.http.ControlCharacters;

/**
 * Texts that strangers send, made fit to be stored and shown: without control characters and marks that turn the direction of writing, cut to a length, and with
 * U+FFFD for whatever some database's national character set cannot hold. A text must never be the reason why an entry is not stored.
 */
final class BoundedText {

    private BoundedText() {}

    /** Null if nothing is left. */
    static String of(String text, int longest) {
        if (text == null) {
            return null;
        }
        // Cut before it is looked at: it may be very long.
        String cut = text.length() > 4 * longest ? text.substring(0, 4 * longest) : text;
        String clean = ControlCharacters.removedFrom(cut)
                .codePoints()
                .map(c -> isStorable(c) ? c : 0xFFFD)
                .limit(longest)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return clean.isEmpty() ? null : clean;
    }

    private static boolean isStorable(int codePoint) {
        return Character.isBmpCodePoint(codePoint) && !Character.isSurrogate((char) codePoint);
    }
}
