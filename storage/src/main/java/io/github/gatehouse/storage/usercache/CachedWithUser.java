package io.github.gatehouse.storage.usercache;

import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.cache.UserCache;

/**
 * What is read of a user at every sign-in and hardly ever changes, kept with the user in Keycloak's user cache (26.7, {@code CachedUserModel.getCachedWith}). It ends on
 * all nodes when the user is changed or forgotten there, after the commit of whoever does so; so whoever changes what is kept here evicts the user.
 */
public final class CachedWithUser {

    private CachedWithUser() {}

    /**
     * The value, read if it is not kept; always read for users whom Keycloak does not keep.
     *
     * @param key of one kind of value, unique in the server
     * @param read what the database has; never null, immutable
     */
    public static <T> T get(UserModel user, String key, Supplier<T> read) {
        if (!(user instanceof CachedUserModel cached) || cached.isMarkedForEviction()) {
            return read.get();
        }
        // Keycloak's own map has no types; under one key there is one kind of value.
        @SuppressWarnings("unchecked")
        ConcurrentMap<String, T> kept = cached.getCachedWith();
        T known = kept.get(key);
        if (known != null) {
            return known;
        }
        T value = read.get();
        kept.put(key, value);
        return value;
    }

    /** Ends what is kept of the user under the key for the rest of this request, and all that is kept of the user on all nodes once it is committed. */
    public static void evict(KeycloakSession session, String realmId, String userId, String key) {
        RealmModel realm = session.realms().getRealm(realmId);
        UserModel user = realm == null ? null : session.users().getUserById(realm, userId);
        UserCache cache = session.getProvider(UserCache.class);
        if (user == null || cache == null) {
            return;
        }
        if (user instanceof CachedUserModel cached) {
            cached.getCachedWith().remove(key);
        }
        cache.evict(realm, user);
    }
}
