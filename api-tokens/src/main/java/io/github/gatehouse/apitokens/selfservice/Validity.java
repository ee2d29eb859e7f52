package io.github.gatehouse.apitokens.selfservice;

import java.time.Instant;
import java.time.ZoneOffset;

/** From a number of months to a date (rule A1): calendar months in UTC, the last day of a shorter month where the day is missing. */
final class Validity {

    private Validity() {}

    static Instant endsAt(Instant start, int months) {
        return start.atZone(ZoneOffset.UTC).plusMonths(months).toInstant();
    }
}
