package io.github.gatehouse.authenticators.secondfactor;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** What the form of {@link SecondFactorRequiredAction} shows. Public, because FreeMarker reads it. */
public final class SecondFactorQuestion {

    private final List<String> methods;
    private final Optional<Instant> due;

    SecondFactorQuestion(List<String> methods, Optional<Instant> due) {
        this.methods = methods;
        this.due = due;
    }

    /** Aliases of the required actions among which the user chooses. */
    public List<String> getMethods() {
        return methods;
    }

    public boolean isPutOffPossible() {
        return due.isPresent();
    }

    /** Until when it can be put off; null if it cannot. */
    public Date getDue() {
        return due.map(Date::from).orElse(null);
    }
}
