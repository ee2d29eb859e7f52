package io.github.gatehouse.eventlisteners.securitynotice;

import java.util.Set;

import io.github.gatehouse.common.events.AdminResourceTypes;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerTransaction;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/** Hands what people are to be told to {@link SecurityNoticeMail} and {@link UserNoticeMail}, once it is certain that it has happened. */
final class SecurityNoticeListener implements EventListenerProvider {

    private static final Set<String> NOTICED = Set.of(AdminResourceTypes.SETTINGS, AdminResourceTypes.SETUP);

    private final KeycloakSession session;
    private EventListenerTransaction transaction;

    SecurityNoticeListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        UserNotice.of(event).ifPresent(notice -> {
            UserNoticeMail mail = new UserNoticeMail(session);
            EventListenerTransaction told = new EventListenerTransaction(null, committed -> mail.send(notice));
            session.getTransactionManager().enlistAfterCompletion(told);
            told.addEvent(event);
        });
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() == null && NOTICED.contains(event.getResourceTypeAsString())) {
            afterCommit().addAdminEvent(event, includeRepresentation);
        }
    }

    private EventListenerTransaction afterCommit() {
        if (transaction == null) {
            SecurityNoticeMail mail = new SecurityNoticeMail(session);
            transaction = new EventListenerTransaction((event, details) -> mail.send(event), null);
            session.getTransactionManager().enlistAfterCompletion(transaction);
        }
        return transaction;
    }

    @Override
    public void close() {}
}
