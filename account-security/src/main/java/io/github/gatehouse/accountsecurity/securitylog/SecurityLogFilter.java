package io.github.gatehouse.accountsecurity.securitylog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.securitylog.SecurityLogCategory;
import io.github.gatehouse.storage.securitylog.SecurityLogKind;
import io.github.gatehouse.storage.securitylog.SecurityLogQuery;

/** The query parameters of each list of entries. */
public final class SecurityLogFilter {

    @QueryParam("category")
    String category;

    @QueryParam("kind")
    String kind;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    @QueryParam("first")
    String first;

    @QueryParam("max")
    String max;

    /**
     * Which entries are asked for.
     *
     * @throws Refusal 400 naming the parameter
     */
    SecurityLogQuery query(String realmId, Optional<String> userId) {
        return new SecurityLogQuery(
                realmId,
                userId,
                given(category).map(value -> SecurityLogCategory.of(value)
                        .orElseThrow(() -> Refusal.invalid("category", "There is no such category."))),
                given(kind).map(value -> SecurityLogKind.of(value)
                        .orElseThrow(() -> Refusal.invalid("kind", "There is no such kind of entry."))),
                given(from).map(value -> time("from", value)),
                given(to).map(value -> time("to", value)));
    }

    Page page() {
        return Page.of(first, max);
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private static Instant time(String field, String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    field, "'" + field + "' must be a time such as 2026-11-22T10:15:00Z (ISO 8601, with its zone).");
        }
    }
}
