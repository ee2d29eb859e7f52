package io.github.gatehouse.apitokens.selfservice;

import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A1: validity in calendar months")
class ValidityTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30Z, 1, 2026-12-22T10:15:30Z",
        "2026-11-22T10:15:30Z, 12, 2027-11-22T10:15:30Z",
        "2027-01-31T00:00:00Z, 1, 2027-02-28T00:00:00Z",
        "2028-01-31T00:00:00Z, 1, 2028-02-29T00:00:00Z",
        "2028-02-29T23:59:59Z, 12, 2029-02-28T23:59:59Z",
    })
    void endsOnTheSameDayOrTheLastOfTheMonth(Instant start, int months, Instant end) {
        assertThat(Validity.endsAt(start, months)).isEqualTo(end);
    }
}
