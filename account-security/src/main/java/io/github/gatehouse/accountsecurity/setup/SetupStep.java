package io.github.gatehouse.accountsecurity.setup;

/** One thing that setting a realm up does, and how it is undone. A step does all of what it is for, or nothing. */
interface SetupStep {

    /** Name for programs; never changes. */
    String id();

    SetupOutcome apply(SetupRun run);

    /** Puts back what was there before, as far as nobody has changed it since. */
    SetupOutcome undo(SetupRun run);
}
