package io.github.gatehouse.apitokens.verification;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Abuse case 26: one address presents unknown tokens")
class UnknownTokenLimitTest {

    private final UnknownTokenLimit limit = new UnknownTokenLimit();

    @Test
    void admitsUpToTheLimitAndThenNoMore() {
        for (int i = 0; i < UnknownTokenLimit.PER_MINUTE; i++) {
            assertThat(limit.admits("192.0.2.1")).isTrue();
            limit.count("192.0.2.1");
        }
        assertThat(limit.admits("192.0.2.1")).isFalse();
        assertThat(limit.admits("192.0.2.2")).isTrue();
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        for (int i = 0; i < UnknownTokenLimit.PER_MINUTE; i++) {
            limit.count("2001:db8:1:2::" + Integer.toHexString(i));
        }
        assertThat(limit.admits("2001:db8:1:2:ffff:0:0:1")).isFalse();
        assertThat(limit.admits("2001:db8:1:3:0:0:0:1")).isTrue();
    }
}
