package io.github.gatehouse.accountsecurity.setup;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a call of set-up has done.
 *
 * @param dryRun whether all of it was only tried and nothing is changed
 * @param steps in their order
 * @param notes what set-up cannot do in this realm, one sentence each
 */
public record SetupReport(
        @JsonProperty("dryRun") boolean dryRun,
        @JsonProperty("steps") List<SetupOutcome> steps,
        @JsonProperty("notes") List<String> notes) {

    boolean hasChanges() {
        return steps.stream().anyMatch(step -> step.outcome() == SetupOutcome.Kind.DONE);
    }
}
