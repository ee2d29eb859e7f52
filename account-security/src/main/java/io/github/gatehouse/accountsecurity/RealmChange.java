package io.github.gatehouse.accountsecurity;

import java.util.function.BiFunction;

import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.realm.RealmLock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CachedRealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A change of a realm that looks before it writes: one at a time on all nodes, in a transaction of its own, and on what is in the database, whatever the caller's
 * session or a cache has seen before.
 */
public final class RealmChange {

    private RealmChange() {}

    /**
     * Runs the change; nothing of it is stored if it throws.
     *
     * @param id of the realm
     * @throws Refusal 409 {@code busy}, if others change the realm for too long
     */
    public static <T> T run(
            KeycloakSessionFactory factory, String id, BiFunction<KeycloakSession, RealmModel, T> change) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            if (!RealmLock.acquire(own, id)) {
                throw Refusal.conflict("busy", null, "Somebody else is changing this realm. Try again in a moment.");
            }
            RealmModel current = own.realms().getRealm(id);
            if (current == null) {
                throw Refusal.notFound("The realm has been deleted.");
            }
            if (current instanceof CachedRealmModel cached) {
                cached.invalidate();
            }
            own.getContext().setRealm(current);
            return change.apply(own, current);
        });
    }
}
