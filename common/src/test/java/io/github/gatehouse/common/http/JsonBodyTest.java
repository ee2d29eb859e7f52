package io.github.gatehouse.common.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import jakarta.ws.rs.core.MediaType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonBodyTest {

    private static JsonBody read(String json) {
        return read(json, MediaType.APPLICATION_JSON_TYPE);
    }

    private static JsonBody read(String json, MediaType type) {
        return JsonBody.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                type,
                Set.of("name", "months", "list"));
    }

    @Test
    void readsWhatIsThere() {
        JsonBody body = read("{\"name\": \"x\", \"months\": 12, \"list\": [\"a\", \"b\"]}");
        assertThat(body.requiredText("name")).isEqualTo("x");
        assertThat(body.requiredInt("months", 1, 12)).isEqualTo(12);
        assertThat(body.texts("list")).contains(List.of("a", "b"));
    }

    @Test
    void aListMayBeMissingOrNull() {
        assertThat(read("{}").texts("list")).isEmpty();
        assertThat(read("{\"list\": null}").texts("list")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "{\"name\": }",
                "{\"name\": \"x\"} {}",
                "{\"name\":\"x\",\"name\":\"y\"}",
                "{\"other\": 1}"
            })
    void whatIsNoSuchObjectIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"months\": null}",
                "{\"months\": \"3\"}",
                "{\"months\": 3.5}",
                "{\"months\": true}",
                "{\"months\": 0}",
                "{\"months\": 13}",
                "{\"months\": 99999999999}"
            })
    void anythingButAWholeNumberInRangeIsRefused(String json) {
        assertThatThrownBy(() -> read(json).requiredInt("months", 1, 12)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": null}", "{\"name\": 1}", "{\"name\": [\"x\"]}"})
    void anythingButATextIsRefused(String json) {
        assertThatThrownBy(() -> read(json).requiredText("name")).isInstanceOf(Refusal.class);
    }

    @Test
    void otherContentTypesAreRefused() {
        assertThatThrownBy(() -> read("{}", MediaType.TEXT_PLAIN_TYPE)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> read("{}", MediaType.WILDCARD_TYPE)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> read("{}", null)).isInstanceOf(Refusal.class);
    }

    @Test
    void aLongBodyIsRefused() {
        assertThatThrownBy(() -> read("{\"name\": \"" + "x".repeat(JsonBody.MAX_BYTES) + "\"}"))
                .isInstanceOf(Refusal.class);
    }
}
