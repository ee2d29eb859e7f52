package io.github.gatehouse.common.http;

/** Characters below U+0020, and U+007F to U+009F: no name, id or search has them, and PostgreSQL refuses U+0000 with an error. */
public final class ControlCharacters {

    private ControlCharacters() {}

    public static boolean in(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** The text without them, and without invisible characters that turn the direction of writing or join others: for texts that strangers send to be shown. */
    public static String removedFrom(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
