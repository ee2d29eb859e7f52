package io.github.gatehouse.accountsecurity.setup;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a call of set-up has done.
 *
 * @param dryRun whether all of it was only tried and nothing is changed
 * @param steps in their order
 * @param notes what set-up cannot do in this realm, one sentence each
 * @param hasChanges whether anything of the realm was changed; undoing can do so even where a step ends in a conflict
 */
public record SetupReport(
        @JsonProperty("dryRun") boolean dryRun,
        @JsonProperty("steps") List<SetupOutcome> steps,
        @JsonProperty("notes") List<String> notes,
        @JsonIgnore boolean hasChanges) {}
