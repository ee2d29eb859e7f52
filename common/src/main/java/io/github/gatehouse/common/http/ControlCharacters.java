package io.github.gatehouse.common.http;

/** Characters below U+0020, and U+007F to U+009F: no name, id or search has them, and PostgreSQL refuses U+0000 with an error. */
public final class ControlCharacters {

    private ControlCharacters() {}

    public static boolean in(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
