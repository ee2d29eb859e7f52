package io.github.gatehouse.accountsecurity.settings;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("P9: what the version of the settings says of a secret")
class SecretFingerprintTest {

    private static final String FINGERPRINT = SecretFingerprint.of(key("one"), Map.of("secret", "value"));

    @Test
    void isTheSameAsLongAsTheSecretIs() {
        assertThat(SecretFingerprint.of(key("one"), Map.of("secret", "value"))).isEqualTo(FINGERPRINT);
        assertThat(SecretFingerprint.of(key("one"), Map.of("secret", "other"))).isNotEqualTo(FINGERPRINT);
        assertThat(SecretFingerprint.of(key("one"), Map.of("other", "value"))).isNotEqualTo(FINGERPRINT);
    }

    @Test
    void cannotBeGuessedAtWithoutTheKey() {
        assertThat(SecretFingerprint.of(key("two"), Map.of("secret", "value"))).isNotEqualTo(FINGERPRINT);
    }

    private static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA512");
    }
}
