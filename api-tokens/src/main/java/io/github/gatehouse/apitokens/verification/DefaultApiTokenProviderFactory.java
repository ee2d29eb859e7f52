package io.github.gatehouse.apitokens.verification;

import java.util.Set;

import com.google.auto.service.AutoService;
import io.github.gatehouse.apitokens.lastuse.ApiTokenLastUses;
import io.github.gatehouse.apitokens.lastuse.LastUseWriter;
import io.github.gatehouse.common.job.Retention;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.apitoken.JpaApiTokenStore;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderEvent;

/** Holds what lives as long as the server: the cache, the uses to be written; ends tokens with their user and realm, and forgets those that ended long ago. */
@AutoService(ApiTokenProviderFactory.class)
public final class DefaultApiTokenProviderFactory implements ApiTokenProviderFactory {

    public static final String ID = "gatehouse-default";

    private final ApiTokenCache cache = new ApiTokenCache();
    private final UnknownTokenLimit unknownTokens = new UnknownTokenLimit();
    private final ApiTokenLastUses lastUses = new ApiTokenLastUses();
    private LastUseWriter lastUseWriter;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public ApiTokenProvider create(KeycloakSession session) {
        return new DefaultApiTokenProvider(session, cache, unknownTokens, lastUses, KeycloakClock.INSTANCE);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        lastUseWriter = new LastUseWriter(factory, lastUses);
        factory.register(this::onEvent);
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            KeycloakModelUtils.runJobInTransaction(started.getFactory(), session -> {
                SecretInvalidation.listen(session, cache);
                lastUseWriter.schedule(session);
                Retention.schedule(
                        session,
                        "gatehouse-api-token-retention",
                        KeycloakClock.INSTANCE,
                        (own, realm, until, most) -> new JpaApiTokenStore(own).deleteEnded(realm, until, most));
            });
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            new JpaApiTokenStore(removed.getKeycloakSession())
                    .deleteOfUser(removed.getRealm().getId(), removed.getUser().getId());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            new JpaApiTokenStore(removed.getKeycloakSession())
                    .deleteOfRealm(removed.getRealm().getId());
        }
    }

    /** The database is closed after this provider, so that the last uses can be written on shutdown. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    @Override
    public void close() {
        if (lastUseWriter != null) {
            lastUseWriter.write();
        }
    }
}
