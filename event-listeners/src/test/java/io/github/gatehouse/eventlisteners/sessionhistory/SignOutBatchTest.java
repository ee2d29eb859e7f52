package io.github.gatehouse.eventlisteners.sessionhistory;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S6: a transaction that ends sessions of a realm")
class SignOutBatchTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-01T12:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @Test
    void endsAHundredWhenTheServerIsQuick() {
        SignOutBatch batch = new SignOutBatch(clock);
        while (batch.hasRoom()) {
            batch.countOne();
        }
        assertThat(batch.ended()).isEqualTo(100);
    }

    @Test
    void endsAfterASecondWhenTheServerIsBusy() {
        SignOutBatch batch = new SignOutBatch(clock);
        while (batch.hasRoom()) {
            batch.countOne();
            now.updateAndGet(before -> before.plusMillis(300));
        }
        assertThat(batch.ended())
                .as("the fourth has begun before the second was over")
                .isEqualTo(4);
    }

    @Test
    void endsOneHoweverLongItTakes() {
        SignOutBatch batch = new SignOutBatch(clock);
        now.updateAndGet(before -> before.plusSeconds(10));
        assertThat(batch.hasRoom()).isTrue();
        batch.countOne();
        assertThat(batch.hasRoom()).isFalse();
    }
}
