package io.github.gatehouse.eventlisteners.securitylog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.gatehouse.common.events.RequiredWork;
import io.github.gatehouse.storage.securitylog.JpaSecurityLogStore;
import io.github.gatehouse.storage.securitylog.NewSecurityLogEntry;
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

    private final KeycloakSession session;
    private final List<NewSecurityLogEntry> waiting = new ArrayList<>();

    SecurityLogListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        RequiredWork.run(
                session, () -> new UserEventEntry(session, event).entry().ifPresent(this::append));
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        RequiredWork.run(
                session, () -> new AdminEventEntries(session, event).entries().forEach(this::append));
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
