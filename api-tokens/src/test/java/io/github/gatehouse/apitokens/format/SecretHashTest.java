package io.github.gatehouse.apitokens.format;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("P9: only a token's hash is kept")
class SecretHashTest {

    @Test
    void isSha256InHexadecimal() {
        // The hash of "abc" in FIPS 180-2, appendix B.1.
        assertThat(SecretHash.of("abc").toHex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void comesBackFromItsDigits() {
        SecretHash hash = SecretHash.of("gth_x");
        assertThat(SecretHash.ofHex(hash.toHex())).isEqualTo(hash);
    }

    @Test
    void otherDigitsAreRefused() {
        assertThatThrownBy(() -> SecretHash.ofHex("ba78")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretHash.ofHex("xx")).isInstanceOf(IllegalArgumentException.class);
    }
}
