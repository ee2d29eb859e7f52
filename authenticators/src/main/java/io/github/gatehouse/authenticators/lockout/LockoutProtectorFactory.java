package io.github.gatehouse.authenticators.lockout;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.lockout.JpaLockoutStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.managers.BruteForceProtector;
import org.keycloak.services.managers.BruteForceProtectorFactory;
import org.keycloak.services.managers.DefaultBruteForceProtectorFactory;

/** Takes the place of Keycloak's brute-force detection, and leaves the realms that do not use Gatehouse's lockout to it. */
@AutoService(BruteForceProtectorFactory.class)
public final class LockoutProtectorFactory
        implements BruteForceProtectorFactory, GatehouseProviderFactory<BruteForceProtector> {

    public static final String ID = "gatehouse-lockout";

    private static final String STOCK = new DefaultBruteForceProtectorFactory().getId();

    private final WaitingRoom waitingRoom = new WaitingRoom();
    private final KeptPlaces keptPlaces = new KeptPlaces(KeycloakClock.INSTANCE);

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public BruteForceProtector create(KeycloakSession session) {
        BruteForceProtector stock = session.getProvider(BruteForceProtector.class, STOCK);
        return new LockoutProtector(session, stock, waitingRoom, keptPlaces, KeycloakClock.INSTANCE);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(this::onEvent);
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            new PlaceReturn(started.getFactory(), keptPlaces).start();
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            new JpaLockoutStore(removed.getKeycloakSession())
                    .deleteOfUser(removed.getRealm().getId(), removed.getUser().getId());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            new JpaLockoutStore(removed.getKeycloakSession())
                    .deleteOfRealm(removed.getRealm().getId());
        }
    }

    /** Before Keycloak's own, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
