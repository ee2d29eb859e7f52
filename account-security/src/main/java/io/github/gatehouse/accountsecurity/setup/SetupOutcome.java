package io.github.gatehouse.accountsecurity.setup;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of one step.
 *
 * @param step id of the step, for programs; never changes
 * @param outcome what became of it
 * @param description one sentence for people
 */
public record SetupOutcome(
        @JsonProperty("step") String step,
        @JsonProperty("outcome") Kind outcome,
        @JsonProperty("description") String description) {

    /** What can become of a step. */
    public enum Kind {
        /** The realm was changed; in a dry run: would be changed. */
        @JsonProperty("done")
        DONE,

        /** There was nothing to do. */
        @JsonProperty("already-so")
        ALREADY_SO,

        /** An administrator has decided otherwise. Setting up, nothing of the step was done; undoing, what they have changed was left. */
        @JsonProperty("conflict")
        CONFLICT,

        /** The realm or the server lacks what the step needs. */
        @JsonProperty("not-possible")
        NOT_POSSIBLE
    }

    static SetupOutcome done(SetupStep step, String description) {
        return new SetupOutcome(step.id(), Kind.DONE, description);
    }

    static SetupOutcome alreadySo(SetupStep step, String description) {
        return new SetupOutcome(step.id(), Kind.ALREADY_SO, description);
    }

    static SetupOutcome conflict(SetupStep step, String description) {
        return new SetupOutcome(step.id(), Kind.CONFLICT, description);
    }

    static SetupOutcome notPossible(SetupStep step, String description) {
        return new SetupOutcome(step.id(), Kind.NOT_POSSIBLE, description);
    }
}
