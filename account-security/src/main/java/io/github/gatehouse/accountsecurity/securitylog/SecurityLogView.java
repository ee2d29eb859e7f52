package io.github.gatehouse.accountsecurity.securitylog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.gatehouse.common.user.ReadableUsers;
import io.github.gatehouse.storage.securitylog.SecurityLogEntry;
import io.github.gatehouse.storage.securitylog.SecurityLogPerson;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Entries as they are told: with the names that users, realms and applications have now. Each is looked up once for a list, those that are gone too. */
final class SecurityLogView {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final boolean withUser;
    private final Optional<String> currentSession;
    private final ReadableUsers users;
    private final Map<String, Optional<String>> clientNames = new HashMap<>();

    private SecurityLogView(
            KeycloakSession session, RealmModel realm, boolean withUser, Optional<String> currentSession) {
        this.session = session;
        this.realm = realm;
        this.withUser = withUser;
        this.currentSession = currentSession;
        this.users = new ReadableUsers(session);
    }

    /**
     * Of one user's log.
     *
     * @param currentSession id of the session that asks; empty if it is not the user's
     */
    static SecurityLogView ofUser(KeycloakSession session, RealmModel realm, Optional<String> currentSession) {
        return new SecurityLogView(session, realm, false, currentSession);
    }

    /** Of the realm's log, which says whose each entry is. */
    static SecurityLogView ofRealm(KeycloakSession session, RealmModel realm) {
        return new SecurityLogView(session, realm, true, Optional.empty());
    }

    List<SecurityLogRepresentation> of(List<SecurityLogEntry> entries) {
        return entries.stream().map(this::of).toList();
    }

    SecurityLogRepresentation of(SecurityLogEntry entry) {
        return new SecurityLogRepresentation(
                entry.id(),
                entry.at().toString(),
                entry.category(),
                entry.kind(),
                entry.outcome(),
                entry.userId().filter(id -> withUser).map(this::person).orElse(null),
                entry.address(),
                entry.browser(),
                entry.system(),
                entry.clientId(),
                entry.clientId() == null ? null : clientName(entry.clientId()),
                currentSession.filter(id -> id.equals(entry.sessionId())).isPresent(),
                entry.actor().map(this::actor).orElse(null),
                entry.impersonated(),
                entry.details(),
                entry.erased());
    }

    private SecurityLogRepresentation.Person person(String userId) {
        return new SecurityLogRepresentation.Person(userId, username(new SecurityLogPerson(realm.getId(), userId)));
    }

    private SecurityLogRepresentation.Actor actor(SecurityLogPerson person) {
        RealmModel home = person.realmId() == null ? null : session.realms().getRealm(person.realmId());
        return new SecurityLogRepresentation.Actor(username(person), home == null ? null : home.getName());
    }

    private String username(SecurityLogPerson person) {
        RealmModel home = person.realmId() == null ? null : session.realms().getRealm(person.realmId());
        return home == null ? null : users.username(home, person.userId()).orElse(null);
    }

    private String clientName(String clientId) {
        return clientNames
                .computeIfAbsent(clientId, id -> Optional.ofNullable(realm.getClientByClientId(id))
                        .map(ClientModel::getName))
                .orElse(null);
    }
}
