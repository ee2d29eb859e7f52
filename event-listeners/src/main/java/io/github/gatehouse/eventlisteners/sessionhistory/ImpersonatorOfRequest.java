package io.github.gatehouse.eventlisteners.sessionhistory;

import java.util.Optional;

import io.github.gatehouse.common.session.SessionNotes;
import io.github.gatehouse.storage.sessionhistory.RecordedSession.Impersonator;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;

/**
 * Who works in a user's name (rule S5). Keycloak notes in the session who it is, but neither from which realm nor in which session: both are noted when the
 * impersonation begins, from the access token that Keycloak has just accepted.
 */
final class ImpersonatorOfRequest {

    private ImpersonatorOfRequest() {}

    static Optional<Impersonator> of(KeycloakSession session, UserSessionModel begun, Event event) {
        String id = begun.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString());
        if (id == null) {
            return Optional.empty();
        }
        String name = begun.getNote(ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString());
        RealmModel own = event.getType() == EventType.IMPERSONATE
                ? session.realms().getRealmByName(event.getDetails().get(Details.IMPERSONATOR_REALM))
                : null;
        if (own == null) {
            return Optional.of(new Impersonator(id, name, null, null));
        }
        begun.setNote(SessionNotes.IMPERSONATOR_REALM, own.getId());
        Optional<String> ownSession = sessionOfRequest(session)
                .filter(candidate -> session.sessions().getUserSession(own, candidate) != null);
        ownSession.ifPresent(known -> begun.setNote(SessionNotes.IMPERSONATOR_SESSION, known));
        return Optional.of(new Impersonator(id, name, own.getName(), ownSession.orElse(null)));
    }

    private static Optional<String> sessionOfRequest(KeycloakSession session) {
        AppAuthManager.AuthHeader header = AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                session.getContext().getRequestHeaders());
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new JWSInput(header.getToken())
                    .readJsonContent(AccessToken.class)
                    .getSessionId());
        } catch (JWSInputException e) {
            // No token that Keycloak itself would have accepted: then nobody's session is tied to this one.
            return Optional.empty();
        }
    }
}
