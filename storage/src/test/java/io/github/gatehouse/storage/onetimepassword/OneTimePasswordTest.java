package io.github.gatehouse.storage.onetimepassword;

import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("P5: a one-time password")
class OneTimePasswordTest {

    private static final Instant ISSUED = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant EXPIRES = ISSUED.plusSeconds(60);

    private final OneTimePassword password = new OneTimePassword("hash", "alice@example.org", ISSUED, EXPIRES);

    @Test
    @DisplayName("is good until its time")
    void isGoodUntilItsTime() {
        assertThat(password.isGoodFor("alice@example.org", ISSUED)).isTrue();
        assertThat(password.isGoodFor("alice@example.org", EXPIRES.minusMillis(1)))
                .isTrue();
        assertThat(password.isGoodFor("alice@example.org", EXPIRES)).isFalse();
    }

    @Test
    @DisplayName("Abuse case 18: is good for the address it was mailed to only")
    void isGoodForItsAddressOnly() {
        assertThat(password.isGoodFor("bob@example.org", ISSUED)).isFalse();
        assertThat(password.isGoodFor(null, ISSUED)).isFalse();
    }
}
