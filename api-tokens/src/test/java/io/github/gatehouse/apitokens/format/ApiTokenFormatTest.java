package io.github.gatehouse.apitokens.format;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A1/X3: the form of an API token")
class ApiTokenFormatTest {

    @Test
    void aNewTokenHasPrefixSecretAndChecksum() {
        assertThat(ApiTokenFormat.generate("gth")).matches("gth_[0-9A-Za-z]{49}");
    }

    @Test
    void aNewTokenMatches() {
        for (String prefix : new String[] {"ab", "gth", "acme2026", "a123456789012345"}) {
            assertThat(ApiTokenFormat.matches(ApiTokenFormat.generate(prefix))).isTrue();
        }
    }

    @Test
    void noTwoTokensAreTheSame() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            tokens.add(ApiTokenFormat.generate("gth"));
        }
        assertThat(tokens).hasSize(10_000);
    }

    @Test
    @DisplayName("abuse case 26: a token with any one character changed does not match")
    void oneChangedCharacterIsNoticed() {
        String token = ApiTokenFormat.generate("gth");
        for (int i = 0; i < token.length(); i++) {
            for (char c : "09AZaz_.".toCharArray()) {
                if (token.charAt(i) != c) {
                    String changed = token.substring(0, i) + c + token.substring(i + 1);
                    assertThat(ApiTokenFormat.matches(changed)).as(changed).isFalse();
                }
            }
        }
    }

    @Test
    void aTokenCutOffOrContinuedDoesNotMatch() {
        String token = ApiTokenFormat.generate("gth");
        for (int length = 0; length < token.length(); length++) {
            assertThat(ApiTokenFormat.matches(token.substring(0, length))).isFalse();
        }
        assertThat(ApiTokenFormat.matches(token + "0")).isFalse();
        assertThat(ApiTokenFormat.matches(token + "\n")).isFalse();
        assertThat(ApiTokenFormat.matches("\u00e4" + token.substring(1))).isFalse();
    }

    @Test
    void anAccessTokenDoesNotMatch() {
        assertThat(ApiTokenFormat.matches("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "G", "Gth", "1ab", "a_b", "a-b", "a12345678901234567", "gth\n", "gt\u0127"})
    void whatIsNoPrefixIsRefused(String prefix) {
        assertThat(ApiTokenFormat.isPrefix(prefix)).isFalse();
        assertThatThrownBy(() -> ApiTokenFormat.generate(prefix)).isInstanceOf(IllegalArgumentException.class);
    }
}
