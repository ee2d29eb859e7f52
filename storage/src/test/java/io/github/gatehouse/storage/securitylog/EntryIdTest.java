package io.github.gatehouse.storage.securitylog;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The id of an entry")
class EntryIdTest {

    private static final Instant TIME = Instant.parse("2026-11-22T10:15:00.123Z");

    @Test
    void isAUuidOfVersion7() {
        UUID id = UUID.fromString(EntryId.at(TIME));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
        assertThat(EntryId.at(TIME)).isNotEqualTo(EntryId.at(TIME));
    }

    @Test
    void sortsByTimeAndLiesBetweenTheBoundsOfItsMillisecond() {
        for (int i = 0; i < 1_000; i++) {
            String id = EntryId.at(TIME);
            assertThat(id)
                    .isGreaterThan(EntryId.at(TIME.minusMillis(1)))
                    .isLessThan(EntryId.at(TIME.plusMillis(1)))
                    .isGreaterThanOrEqualTo(EntryId.first(TIME))
                    .isLessThan(EntryId.first(TIME.plusMillis(1)));
        }
    }

    @Test
    void hasBoundsForEveryTimeThatCanBeWritten() {
        assertThat(EntryId.first(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(new UUID(0, 0).toString());
        assertThat(EntryId.first(Instant.parse("9999-12-31T23:59:59Z"))).isGreaterThan(EntryId.at(TIME));
    }
}
