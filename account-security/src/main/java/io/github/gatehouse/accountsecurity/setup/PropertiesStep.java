package io.github.gatehouse.accountsecurity.setup;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.gatehouse.accountsecurity.setup.SetupMemory.Changed;

/**
 * Gives properties of the realm the values that Gatehouse wants. What an administrator has chosen stays, and is a conflict unless Gatehouse can live with it.
 */
final class PropertiesStep implements SetupStep {

    private final String id;
    private final String what;
    private final Function<SetupRun, Optional<String>> obstacle;
    private final List<Wanted> wanted;

    /**
     * A property and its value.
     *
     * @param leavesChoice whether another value that somebody has chosen is as good
     */
    record Wanted(RealmProperty property, String value, boolean leavesChoice) {

        static Wanted exactly(RealmProperty property, String value) {
            return new Wanted(property, value, false);
        }

        static Wanted unlessChosen(RealmProperty property, String value) {
            return new Wanted(property, value, true);
        }
    }

    private enum Need {
        NOTHING,
        CHANGE,
        CONFLICT
    }

    /**
     * A step.
     *
     * @param what what the realm then has, beginning with a capital letter
     * @param obstacle why it is not possible in this realm or server; empty if it is
     */
    PropertiesStep(String id, String what, Function<SetupRun, Optional<String>> obstacle, List<Wanted> wanted) {
        this.id = id;
        this.what = what;
        this.obstacle = obstacle;
        this.wanted = wanted;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SetupOutcome apply(SetupRun run) {
        Optional<String> reason = obstacle.apply(run);
        if (reason.isPresent()) {
            return SetupOutcome.notPossible(this, reason.get());
        }
        List<Wanted> conflicts =
                wanted.stream().filter(one -> need(run, one) == Need.CONFLICT).toList();
        if (!conflicts.isEmpty() && !run.force()) {
            return SetupOutcome.conflict(
                    this, "Left as an administrator has set it: " + differences(run, conflicts) + ".");
        }
        List<Wanted> needed =
                wanted.stream().filter(one -> need(run, one) != Need.NOTHING).toList();
        if (needed.isEmpty()) {
            return SetupOutcome.alreadySo(this, what + ".");
        }
        String changes = changes(run, needed);
        needed.forEach(one -> set(run, one));
        return SetupOutcome.done(this, what + ": " + changes + ".");
    }

    private static Need need(SetupRun run, Wanted one) {
        String current = one.property().read(run.realm());
        if (one.value().equals(current)) {
            return Need.NOTHING;
        }
        boolean isUntouched = one.property().isStock(current)
                && run.memory().changed(one.property()).isEmpty();
        if (isUntouched) {
            return Need.CHANGE;
        }
        return one.leavesChoice() ? Need.NOTHING : Need.CONFLICT;
    }

    private static void set(SetupRun run, Wanted one) {
        run.memory().noteChange(one.property(), one.property().read(run.realm()), one.value());
        one.property().write(run.realm(), one.value());
    }

    private static String changes(SetupRun run, List<Wanted> some) {
        return some.stream()
                .map(one -> one.property().name() + " " + told(one.property().read(run.realm())) + " → "
                        + told(one.value()))
                .collect(Collectors.joining("; "));
    }

    private static String differences(SetupRun run, List<Wanted> some) {
        return some.stream()
                .map(one -> one.property().name() + " is " + told(one.property().read(run.realm())) + ", not "
                        + told(one.value()))
                .collect(Collectors.joining("; "));
    }

    private static String told(String value) {
        return value == null ? "nothing" : '"' + value + '"';
    }

    @Override
    public SetupOutcome undo(SetupRun run) {
        List<Wanted> ours = wanted.stream()
                .filter(one -> run.memory().changed(one.property()).isPresent())
                .toList();
        if (ours.isEmpty()) {
            return SetupOutcome.alreadySo(this, "Nothing to restore.");
        }
        List<Wanted> changedSince = run.force()
                ? List.of()
                : ours.stream().filter(one -> isChangedSince(run, one)).toList();
        String kept = differences(run, changedSince);
        List<Wanted> restored =
                ours.stream().filter(one -> !changedSince.contains(one)).toList();
        restored.forEach(
                one -> one.property().write(run.realm(), changed(run, one).before()));
        ours.forEach(one -> run.memory().forgetChange(one.property()));
        return changedSince.isEmpty()
                ? SetupOutcome.done(this, "As it was before: " + names(restored) + ".")
                : SetupOutcome.conflict(this, "Left as an administrator has set it since: " + kept + ".");
    }

    private static boolean isChangedSince(SetupRun run, Wanted one) {
        return !Objects.equals(
                one.property().read(run.realm()), changed(run, one).now());
    }

    private static Changed changed(SetupRun run, Wanted one) {
        return run.memory().changed(one.property()).orElseThrow();
    }

    private static String names(List<Wanted> some) {
        return some.stream().map(one -> one.property().name()).collect(Collectors.joining(", "));
    }
}
