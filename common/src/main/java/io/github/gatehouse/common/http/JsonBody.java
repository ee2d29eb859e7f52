package io.github.gatehouse.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A JSON object sent by a client, read strictly: one object of at most {@value #MAX_BYTES} bytes, no unknown and no repeated property, no type
 * coercion. Each getter refuses with {@code invalid_request} and the name of the field.
 */
public final class JsonBody {

    /** Largest body that is read, in bytes. */
    public static final int MAX_BYTES = 16_384;

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads the body.
     *
     * @param properties the properties that may be there
     * @throws Refusal 400, if the body is no such object
     */
    public static JsonBody read(InputStream body, MediaType type, Set<String> properties) {
        ObjectNode node = readTree(body, type);
        node.fieldNames().forEachRemaining(name -> {
            if (!properties.contains(name)) {
                throw Refusal.invalid(
                        name.length() > 64 ? name.substring(0, 64) : name,
                        "Unknown property; possible are "
                                + properties.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        });
        return new JsonBody(node);
    }

    /**
     * Reads a body whose properties somebody else checks.
     *
     * @throws Refusal 400, if the body is no JSON object
     */
    public static ObjectNode readTree(InputStream body, MediaType type) {
        if (type == null || !MediaType.APPLICATION_JSON_TYPE.isCompatible(type) || type.isWildcardType()) {
            throw Refusal.invalid("Content-Type", "The body must be sent as application/json.");
        }
        if (parse(bytes(body)) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.invalid(null, "The body must be a JSON object.");
    }

    private static byte[] bytes(InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.length > MAX_BYTES) {
            throw Refusal.invalid(null, "The body must not be longer than " + MAX_BYTES + " bytes.");
        }
        return bytes;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return READER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw Refusal.invalid(null, "The body is not valid JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that must be there. */
    public String requiredText(String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw Refusal.invalid(field, "'" + field + "' is needed.");
        }
        if (!value.isTextual()) {
            throw Refusal.invalid(field, "'" + field + "' must be a text.");
        }
        return value.textValue();
    }

    /** A whole number from {@code min} to {@code max} that must be there. */
    public int requiredInt(String field, int min, int max) {
        JsonNode value = object.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw Refusal.invalid(field, "'" + field + "' must be a whole number from " + min + " to " + max + ".");
        }
        return value.intValue();
    }

    /** A whole number from {@code min} to {@code max}, or null (empty here); the property must be there. */
    public Optional<Integer> intOrNull(String field, int min, int max) {
        return object.path(field).isNull() ? Optional.empty() : Optional.of(requiredInt(field, min, max));
    }

    /** A list of texts; empty if the property is missing or null. */
    public Optional<List<String>> texts(String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray()) {
            throw Refusal.invalid(field, "'" + field + "' must be a list of texts.");
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw Refusal.invalid(field, "'" + field + "' must be a list of texts.");
            }
            texts.add(element.textValue());
        }
        return Optional.of(List.copyOf(texts));
    }
}
