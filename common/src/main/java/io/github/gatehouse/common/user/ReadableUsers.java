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
 * Users whom lists name. Each is looked up once, those that are gone too; a user federation that has not answered once is not asked again, so that a list is shown without its
 * users. For one request.
 */
public final class ReadableUsers {

    private static final Logger LOG = Logger.getLogger(ReadableUsers.class);

    private final KeycloakSession session;
    private final Map<Key, Optional<UserModel>> users = new HashMap<>();
    private final Set<String> silentFederations = new HashSet<>();

    public ReadableUsers(KeycloakSession session) {
        this.session = session;
    }

    private record Key(String realmId, String userId) {}

    /** Empty if the user is gone, or is one of a federation that does not answer. */
    public Optional<UserModel> find(RealmModel realm, String userId) {
        return users.computeIfAbsent(new Key(realm.getId(), userId), key -> lookUp(realm, userId));
    }

    /** The name that the user has now; empty as {@link #find}. */
    public Optional<String> username(RealmModel realm, String userId) {
        return find(realm, userId).map(UserModel::getUsername);
    }

    private Optional<UserModel> lookUp(RealmModel realm, String userId) {
        String federation = StorageId.providerId(userId);
        if (silentFederations.contains(federation)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(session.users().getUserById(realm, userId));
        } catch (RuntimeException e) {
            if (federation == null) {
                throw e;
            }
            LOG.warnf(e, "Users of a federation of realm %s cannot be read; lists do not name them", realm.getId());
            silentFederations.add(federation);
            return Optional.empty();
        }
    }
}
