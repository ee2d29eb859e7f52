package io.github.gatehouse.accountsecurity.securitylog;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gatehouse.storage.securitylog.ChainReport;

/**
 * What checking a realm's chain has found.
 *
 * @param intact whether all entries are as they were sealed, and the hash that was asked for belongs to them
 * @param entries how many entries are proven, from the oldest on
 * @param erased how many of them have lost what was personal with their user
 * @param head hash of the newest proven entry, to be kept elsewhere
 * @param broken the first entry that is not as it was sealed; nothing after it is proven
 * @param knownHead where the hash is that was asked for: {@code found}, {@code anchor} or {@code missing}; null if none was
 * @param waiting how many entries are not sealed yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationRepresentation(
        @JsonProperty("intact") boolean intact,
        @JsonProperty("entries") long entries,
        @JsonProperty("erased") long erased,
        @JsonProperty("first") Link first,
        @JsonProperty("last") Link last,
        @JsonProperty("head") String head,
        @JsonProperty("broken") Break broken,
        @JsonProperty("knownHead") String knownHead,
        @JsonProperty("waiting") long waiting) {

    /** An entry in the chain. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Link(
            @JsonProperty("sequence") long sequence, @JsonProperty("id") String id, @JsonProperty("at") String at) {}

    /**
     * Where the chain is broken.
     *
     * @param reason {@code missing} or {@code changed}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Break(
            @JsonProperty("sequence") long sequence,
            @JsonProperty("id") String id,
            @JsonProperty("reason") String reason) {}

    static VerificationRepresentation of(ChainReport report) {
        return new VerificationRepresentation(
                report.isIntact(),
                report.entries(),
                report.erased(),
                report.first().map(VerificationRepresentation::link).orElse(null),
                report.last().map(VerificationRepresentation::link).orElse(null),
                report.headHash(),
                report.broken()
                        .map(found -> new Break(found.sequence(), found.id().orElse(null), lower(found.reason())))
                        .orElse(null),
                report.knownHead().map(VerificationRepresentation::lower).orElse(null),
                report.waiting());
    }

    private static Link link(ChainReport.Link link) {
        return new Link(link.sequence(), link.id(), link.at().toString());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
