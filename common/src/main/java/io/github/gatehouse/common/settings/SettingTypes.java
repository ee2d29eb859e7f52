package io.github.gatehouse.common.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gatehouse.common.http.ControlCharacters;
import org.keycloak.services.validation.Validation;

/** The types of settings. */
public final class SettingTypes {

    /** What is shown in place of a secret, as in Keycloak's own administration REST; sent back it means "unchanged". */
    public static final String MASK = "**********";

    /** Longest text of a setting, in characters. */
    static final int LONGEST_TEXT = 4_000;

    private static final int MOST_ADDRESSES = 20;

    private SettingTypes() {}

    /** A whole number in a range, both ends included. */
    public static SettingType<Integer> integer(int min, int max) {
        return new IntegerType(min, max);
    }

    /** A time that is set in hours; from {@code min} to {@code max} hours, kept exact to the second. */
    public static SettingType<Duration> hours(int min, int max) {
        return new Hours(min, max);
    }

    /** On or off. */
    public static SettingType<Boolean> onOff() {
        return new OnOff();
    }

    /** One of an enumeration; outside in lower case. */
    public static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
        return new Choice<>(type);
    }

    /** A text of a certain form. */
    public static SettingType<String> text(Pattern form, String possible) {
        return new Text("string", possible, text -> form.matcher(text).matches());
    }

    /** Any text without control characters; empty = none. */
    public static SettingType<String> text(String possible) {
        return new Text("string", possible, text -> true);
    }

    /** A text that is shown to nobody. */
    public static SettingType<String> secret() {
        return new Secret();
    }

    /** Address of a page: {@code https}, or {@code http} on the machine itself. */
    public static SettingType<String> webAddress() {
        return new Text(
                "uri", "addresses that begin with https:// (http:// for localhost only)", SettingTypes::isWebAddress);
    }

    /** E-mail addresses separated by {@code ;} (rule L4); empty = none. */
    public static SettingType<String> emailAddresses() {
        return new EmailAddresses();
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = new URI(text);
            boolean isLocal = "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost());
            return address.getHost() != null
                    && address.getUserInfo() == null
                    && ("https".equals(address.getScheme()) || (isLocal && "http".equals(address.getScheme())));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private record IntegerType(int min, int max) implements SettingType<Integer> {

        @Override
        public String name() {
            return "integer";
        }

        @Override
        public String possible() {
            return "whole numbers from " + min + " to " + max;
        }

        @Override
        public Integer parse(String text) {
            return checked(Integer.parseInt(text));
        }

        @Override
        public String format(Integer value) {
            return value.toString();
        }

        @Override
        public Integer fromJson(JsonNode node) {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw new IllegalArgumentException("Not a whole number");
            }
            return checked(node.intValue());
        }

        @Override
        public JsonNode toJson(Integer value) {
            return IntNode.valueOf(value);
        }

        private int checked(int number) {
            if (number < min || number > max) {
                throw new IllegalArgumentException("Out of range");
            }
            return number;
        }
    }

    private record Hours(int min, int max) implements SettingType<Duration> {

        private static final BigDecimal SECONDS =
                BigDecimal.valueOf(Duration.ofHours(1).toSeconds());

        @Override
        public String name() {
            return "number";
        }

        @Override
        public String possible() {
            return "numbers of hours from " + min + " to " + max;
        }

        @Override
        public Duration parse(String text) {
            BigDecimal hours = new BigDecimal(text);
            if (hours.compareTo(BigDecimal.valueOf(min)) < 0 || hours.compareTo(BigDecimal.valueOf(max)) > 0) {
                throw new IllegalArgumentException("Out of range");
            }
            return Duration.ofSeconds(
                    hours.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact());
        }

        @Override
        public String format(Duration value) {
            return BigDecimal.valueOf(value.toSeconds())
                    .divide(SECONDS, 4, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }

        @Override
        public Duration fromJson(JsonNode node) {
            if (!node.isNumber()) {
                throw new IllegalArgumentException("Not a number");
            }
            return parse(node.asText());
        }

        @Override
        public JsonNode toJson(Duration value) {
            return value.toSeconds() % Duration.ofHours(1).toSeconds() == 0
                    ? IntNode.valueOf(Math.toIntExact(value.toHours()))
                    : DecimalNode.valueOf(new BigDecimal(format(value)));
        }
    }

    private record OnOff() implements SettingType<Boolean> {

        @Override
        public String name() {
            return "boolean";
        }

        @Override
        public String possible() {
            return "true and false";
        }

        @Override
        public Boolean parse(String text) {
            return switch (text) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                default -> throw new IllegalArgumentException("Neither true nor false");
            };
        }

        @Override
        public String format(Boolean value) {
            return value.toString();
        }

        @Override
        public Boolean fromJson(JsonNode node) {
            if (!node.isBoolean()) {
                throw new IllegalArgumentException("Neither true nor false");
            }
            return node.booleanValue();
        }

        @Override
        public JsonNode toJson(Boolean value) {
            return BooleanNode.valueOf(value);
        }
    }

    private record Choice<E extends Enum<E>>(Class<E> type) implements SettingType<E> {

        @Override
        public String name() {
            return "enum";
        }

        @Override
        public String possible() {
            return names().stream().map(name -> '"' + name + '"').collect(Collectors.joining(" and "));
        }

        List<String> names() {
            return Arrays.stream(type.getEnumConstants()).map(this::format).toList();
        }

        @Override
        public E parse(String text) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> format(constant).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Not one of " + names()));
        }

        @Override
        public String format(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public E fromJson(JsonNode node) {
            if (!node.isTextual()) {
                throw new IllegalArgumentException("Not a text");
            }
            return parse(node.textValue());
        }

        @Override
        public JsonNode toJson(E value) {
            return TextNode.valueOf(format(value));
        }
    }

    /** The values of a setting that is one of an enumeration; empty for all others. */
    public static List<String> choices(SettingType<?> type) {
        return type instanceof Choice<?> choice ? choice.names() : List.of();
    }

    private static class Text implements SettingType<String> {

        private final String name;
        private final String possible;
        private final Predicate<String> form;

        Text(String name, String possible, Predicate<String> form) {
            this.name = name;
            this.possible = possible;
            this.form = form;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String possible() {
            return possible;
        }

        @Override
        public String parse(String text) {
            if (text.length() > LONGEST_TEXT || ControlCharacters.in(text) || !form.test(text)) {
                throw new IllegalArgumentException("Not of the form that is needed");
            }
            return text;
        }

        @Override
        public String format(String value) {
            return value;
        }

        @Override
        public String fromJson(JsonNode node) {
            if (!node.isTextual()) {
                throw new IllegalArgumentException("Not a text");
            }
            return parse(node.textValue().strip());
        }

        @Override
        public JsonNode toJson(String value) {
            return TextNode.valueOf(value);
        }
    }

    private static final class Secret extends Text {

        Secret() {
            super("secret", "texts of 1 to " + LONGEST_TEXT + " characters", text -> !text.isEmpty());
        }

        @Override
        public JsonNode toJson(String value) {
            return TextNode.valueOf(MASK);
        }

        @Override
        public boolean isSecret() {
            return true;
        }
    }

    private static final class EmailAddresses extends Text {

        EmailAddresses() {
            super("string", "up to " + MOST_ADDRESSES + " e-mail addresses, separated by ;", text -> true);
        }

        @Override
        public String parse(String text) {
            List<String> addresses = addresses(super.parse(text));
            if (addresses.size() > MOST_ADDRESSES || !addresses.stream().allMatch(Validation::isEmailValid)) {
                throw new IllegalArgumentException("Not a list of e-mail addresses");
            }
            return String.join(";", addresses);
        }
    }

    /** The single addresses in a value of {@link #emailAddresses()}. */
    public static List<String> addresses(String value) {
        return Arrays.stream(value.split(";"))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
    }
}
