package io.github.gatehouse.common.settings;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What values a setting can have, and how they are written down.
 *
 * @param <T> the type in code, immutable
 */
public interface SettingType<T> {

    /** How programs and documentation name the type, for example {@code integer}. */
    String name();

    /** What is possible, to end the sentence "possible are …". */
    String possible();

    /**
     * Reads what is stored.
     *
     * @throws IllegalArgumentException if this is no possible value
     */
    T parse(String text);

    /** Writes what {@link #parse} reads. */
    String format(T value);

    /**
     * Reads what a client sent; never called with a JSON null.
     *
     * @throws IllegalArgumentException if this is no possible value
     */
    T fromJson(JsonNode node);

    /** What a client is shown. */
    JsonNode toJson(T value);

    /** Whether the value is to be shown to nobody, whoever may see the other settings. */
    default boolean isSecret() {
        return false;
    }
}
