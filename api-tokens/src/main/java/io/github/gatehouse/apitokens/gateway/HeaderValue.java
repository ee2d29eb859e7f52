package io.github.gatehouse.apitokens.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text as the value of an HTTP header: visible ASCII characters stand for themselves, all others, the per cent sign and (in lists) the comma are
 * per-cent-encoded as UTF-8, so that no name can add a header or an element.
 */
final class HeaderValue {

    private HeaderValue() {}

    static String of(String text) {
        return encode(text, '%', '%');
    }

    static String of(List<String> texts) {
        if (texts.size() == 1) {
            return encode(texts.get(0), '%', ',');
        }
        return texts.stream().map(text -> encode(text, '%', ',')).collect(Collectors.joining(","));
    }

    private static String encode(String text, char reserved, char alsoReserved) {
        if (isPlain(text, reserved, alsoReserved)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (isPlain(c, reserved, alsoReserved)) {
                encoded.append((char) c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(String text, char reserved, char alsoReserved) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i), reserved, alsoReserved)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c, char reserved, char alsoReserved) {
        return c > ' ' && c < 0x7f && c != reserved && c != alsoReserved;
    }
}
