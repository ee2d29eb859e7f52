package io.github.gatehouse.common.job;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestingRealmsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final RestingRealms realms = new RestingRealms();

    @Test
    void areLeftAloneUntilTheirTime() {
        realms.rest("short", NOW.plusSeconds(30));
        realms.rest("long", NOW.plusSeconds(60));

        assertThat(realms.at(NOW)).containsExactlyInAnyOrder("short", "long");
        assertThat(realms.at(NOW.plusSeconds(30).minusMillis(1))).containsExactlyInAnyOrder("short", "long");
        assertThat(realms.at(NOW.plusSeconds(30))).containsExactly("long");
        assertThat(realms.at(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void areLeftAloneAnewByWhatWasSaidLast() {
        realms.rest("realm", NOW.plusSeconds(60));
        realms.rest("realm", NOW.plusSeconds(30));

        assertThat(realms.at(NOW.plusSeconds(30))).isEmpty();
    }
}
