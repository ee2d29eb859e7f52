package io.github.gatehouse.accountsecurity.adminconsole;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.gatehouse.accountsecurity.setup.SetupCall;
import io.github.gatehouse.accountsecurity.setup.SetupCall.Operation;
import io.github.gatehouse.accountsecurity.setup.SetupOutcome;
import io.github.gatehouse.accountsecurity.setup.SetupReport;
import org.keycloak.component.ComponentModel;

/**
 * An entry of the page "Account security set-up" in Keycloak's administration console: one call of set-up, and its report. Keycloak keeps it as a component of the
 * realm.
 */
final class SetupPage {

    /** Id of the component's provider, and key of the page's title among the messages. */
    static final String ID = "gatehouse-setup";

    static final String ACTION = "action";
    static final String OUTCOME = "outcome";
    static final String TIME = "time";
    static final String REPORT = "report";

    static final String NOT_RUN = "Not run";

    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What can be chosen. The console shows the choices as they are stored. */
    enum Action {
        SHOW_SET_UP("Show what set-up would change", new SetupCall(Operation.SET_UP, true, false)),
        SET_UP("Set up", new SetupCall(Operation.SET_UP, false, false)),
        SET_UP_BY_FORCE("Set up, also what is in conflict", new SetupCall(Operation.SET_UP, false, true)),
        SHOW_UNDO("Show what undoing would change", new SetupCall(Operation.UNDO, true, false)),
        UNDO("Undo", new SetupCall(Operation.UNDO, false, false));

        private final String text;
        private final SetupCall call;

        Action(String text, SetupCall call) {
            this.text = text;
            this.call = call;
        }

        SetupCall call() {
            return call;
        }

        static List<String> texts() {
            return Arrays.stream(values()).map(action -> action.text).toList();
        }

        static Optional<Action> of(ComponentModel component) {
            String text = component.getConfig().getFirst(ACTION);
            return Arrays.stream(values())
                    .filter(action -> action.text.equals(text))
                    .findFirst();
        }
    }

    private SetupPage() {}

    static void write(ComponentModel component, Instant when, String outcome, String report) {
        component.put(TIME, TIME_FORMAT.format(when));
        component.put(OUTCOME, outcome);
        component.put(REPORT, report);
    }

    /** How many steps ended how, for example "9 done, 3 already so"; those of a dry run "9 would be done, 3 already so". */
    static String outcome(SetupReport report) {
        return Arrays.stream(SetupOutcome.Kind.values())
                .map(kind -> count(report, kind))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> count(SetupReport report, SetupOutcome.Kind kind) {
        long count =
                report.steps().stream().filter(step -> step.outcome() == kind).count();
        return count == 0 ? Optional.empty() : Optional.of(count + " " + text(report, kind));
    }

    private static String text(SetupReport report, SetupOutcome.Kind kind) {
        return switch (kind) {
            case DONE -> report.dryRun() ? "would be done" : "done";
            case ALREADY_SO -> "already so";
            case CONFLICT -> "in conflict";
            case NOT_POSSIBLE -> "not possible";
        };
    }
}
