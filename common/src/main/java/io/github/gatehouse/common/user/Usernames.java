package io.github.gatehouse.common.user;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/**
 * The names that users have now, for lists. Each is looked up once, those that are gone too; a user federation that has not answered once is not asked again, so that a list is
 * shown without the names of its users. For one request.
 */
public final class Usernames {

    private static final Logger LOG = Logger.getLogger(Usernames.class);

    private final KeycloakSession session;
    private final Map<Person, Optional<String>> names = new HashMap<>();
    private final Set<String> silentFederations = new HashSet<>();

    public Usernames(KeycloakSession session) {
        this.session = session;
    }

    private record Person(String realmId, String userId) {}

    /** The user's name; empty if the user is gone or cannot be read. */
    public Optional<String> of(RealmModel realm, String userId) {
        Person person = new Person(realm.getId(), userId);
        Optional<String> known = names.get(person);
        if (known == null) {
            known = lookUp(realm, userId);
            names.put(person, known);
        }
        return known;
    }

    private Optional<String> lookUp(RealmModel realm, String userId) {
        String federation = StorageId.providerId(userId);
        if (silentFederations.contains(federation)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(session.users().getUserById(realm, userId))
                    .map(UserModel::getUsername);
        } catch (RuntimeException e) {
            if (federation == null) {
                throw e;
            }
            LOG.warnf(
                    e,
                    "Users of a federation of realm %s cannot be read; they are listed without a name",
                    realm.getId());
            silentFederations.add(federation);
            return Optional.empty();
        }
    }
}
