package io.github.gatehouse.common.notice;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.util.JsonSerialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("X4: what the realm has signed is a link \"This wasn't me\"")
class NotMeTokenTest {

    private static final String REALM = "d5c2b3f8-8a3e-4d44-a3a5-4ab0d0a4f1b2";
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static NotMeToken token(String claim, Object value) throws IOException {
        Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                "typ",
                "gatehouse-not-me",
                "iss",
                REALM,
                "sub",
                "user",
                "eml",
                "user@example.org",
                "browser",
                "browser",
                "exp",
                NOW.getEpochSecond() + 1));
        claims.put(claim, value);
        return JsonSerialization.readValue(JsonSerialization.writeValueAsString(claims), NotMeToken.class);
    }

    @Test
    @DisplayName("until its last second")
    void untilItsLastSecond() throws IOException {
        assertThat(token("jti", "any").isGoodFor(REALM, NOW)).isTrue();
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                arguments("of another kind", "typ", "Bearer"),
                arguments("of no kind", "typ", null),
                arguments(
                        "of another realm, which can have the same keys",
                        "iss",
                        "https://login.example.org/realms/other"),
                arguments("of no realm", "iss", null),
                arguments("of nobody", "sub", null),
                arguments("of no browser", "browser", null),
                arguments("after its time", "exp", NOW.getEpochSecond()),
                arguments("for ever", "exp", null));
    }

    @ParameterizedTest(name = "but not one {0}")
    @MethodSource("others")
    void butNotOne(String what, String claim, Object value) throws IOException {
        assertThat(token(claim, value).isGoodFor(REALM, NOW)).as(what).isFalse();
    }
}
