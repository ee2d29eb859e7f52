package io.github.gatehouse.eventlisteners.securitylog;

import java.util.Map;
import java.util.Optional;

import io.github.gatehouse.common.session.SessionNotes;
import io.github.gatehouse.storage.securitylog.SecurityLogPerson;
import org.keycloak.Config;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** The administrator who works in a session in the user's name (rule S5). */
record Impersonator(SecurityLogPerson person) {

    /** Of the session that an event is about. */
    static Optional<Impersonator> of(KeycloakSession session, Event event) {
        if (event.getType() == EventType.IMPERSONATE) {
            return named(session, event);
        }
        UserSessionModel userSession = userSession(session, event);
        return userSession == null ? Optional.empty() : of(session, userSession);
    }

    private static Optional<Impersonator> of(KeycloakSession session, UserSessionModel userSession) {
        String id = userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString());
        if (id == null) {
            return Optional.empty();
        }
        RealmModel own = userSession.getRealm();
        String noted = userSession.getNote(SessionNotes.IMPERSONATOR_REALM);
        RealmModel home =
                noted == null ? guessed(session, own, id) : session.realms().getRealm(noted);
        return Optional.of(new Impersonator(new SecurityLogPerson(home == null ? own.getId() : home.getId(), id)));
    }

    /** Of a session that began before Gatehouse was there: administrators are of the same realm, or of the one that rules all. */
    private static RealmModel guessed(KeycloakSession session, RealmModel own, String id) {
        return session.users().getUserById(own, id) != null
                ? own
                : session.realms().getRealmByName(Config.getAdminRealm());
    }

    private static Optional<Impersonator> named(KeycloakSession session, Event event) {
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        String realm = details.get(Details.IMPERSONATOR_REALM);
        String username = details.get(Details.IMPERSONATOR);
        if (realm == null || username == null) {
            return Optional.empty();
        }
        RealmModel home = session.realms().getRealmByName(realm);
        return Optional.ofNullable(home)
                .map(found -> session.users().getUserByUsername(found, username))
                .map(user -> new Impersonator(new SecurityLogPerson(home.getId(), user.getId())));
    }

    /** The event's session, if the current request is one of it: then Keycloak has it at hand. */
    static UserSessionModel userSession(KeycloakSession session, Event event) {
        UserSessionModel current = session.getContext().getUserSession();
        if (current != null && current.getId().equals(event.getSessionId())) {
            return current;
        }
        if (event.getType() != EventType.LOGIN || event.getSessionId() == null) {
            return null;
        }
        RealmModel realm = session.getContext().getRealm();
        return realm == null ? null : session.sessions().getUserSession(realm, event.getSessionId());
    }
}
