package io.github.gatehouse.eventlisteners.securitylog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.github.gatehouse.common.events.RequiredWork;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import io.github.gatehouse.storage.securitylog.NewSecurityLogEntry;
import io.github.gatehouse.storage.securitylog.SecurityLogCategory;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/**
 * Puts what happens into the security log, in the transaction in which Keycloak tells of it: that of the request itself for what succeeds, so that neither is stored
 * without the other, and one of its own for what fails (Keycloak 26.7), so that the entry stays when the request's is rolled back. Entries are written right before
 * the commit: sooner, the error of one that cannot be stored could come out in somebody else's statement, where it may be caught.
 */
final class SecurityLogListener implements EventListenerProvider {

    /** How many failed attempts before this one have no entry. */
    private static final String OMITTED = "omitted";

    private final KeycloakSession session;
    private final FailedAttemptPace pace;
    private final List<NewSecurityLogEntry> waiting = new ArrayList<>();

    SecurityLogListener(KeycloakSession session, FailedAttemptPace pace) {
        this.session = session;
        this.pace = pace;
    }

    @Override
    public void onEvent(Event event) {
        new UserEventEntry(session, event).entry().flatMap(this::paced).ifPresent(this::append);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        new AdminEventEntries(session, event).entries().forEach(this::append);
    }

    /** Empty for one of so many failed attempts that it is left out. */
    private Optional<NewSecurityLogEntry> paced(NewSecurityLogEntry entry) {
        if (entry.kind().category() != SecurityLogCategory.FAILED_ATTEMPT) {
            return Optional.of(entry);
        }
        OptionalInt omitted =
                pace.admit(entry.realmId(), entry.userId().orElse(String.valueOf(entry.address())), entry.at());
        if (omitted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(omitted.getAsInt() == 0 ? entry : entry.with(OMITTED, Integer.toString(omitted.getAsInt())));
    }

    private void append(NewSecurityLogEntry entry) {
        if (waiting.isEmpty()) {
            RequiredWork.beforeCommit(session, this::write);
        }
        waiting.add(entry);
    }

    private void write() {
        new JpaSecurityLogStore(session).append(waiting);
    }

    static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public void close() {}
}
