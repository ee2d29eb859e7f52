package io.github.gatehouse.authenticators.onetimepassword;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.time.KeycloakClock;
import io.github.gatehouse.storage.onetimepassword.JpaOneTimePasswordStore;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.provider.ProviderEvent;

/** Makes the {@link OneTimePasswordCredentialProvider}. */
@AutoService(CredentialProviderFactory.class)
public final class OneTimePasswordCredentialProviderFactory
        implements CredentialProviderFactory<OneTimePasswordCredentialProvider> {

    public static final String ID = "gatehouse-one-time-password";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public OneTimePasswordCredentialProvider create(KeycloakSession session) {
        // Keycloak makes all credential providers while it starts, when there may be no database yet (26.7,
        // ConditionalCredentialAuthenticatorFactory).
        return new OneTimePasswordCredentialProvider(
                session, () -> new JpaOneTimePasswordStore(session), KeycloakClock.INSTANCE);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(OneTimePasswordCredentialProviderFactory::onEvent);
    }

    private static void onEvent(ProviderEvent event) {
        if (event instanceof UserRemovedEvent removed) {
            new JpaOneTimePasswordStore(removed.getKeycloakSession())
                    .deleteOfUser(removed.getRealm().getId(), removed.getUser().getId());
        } else if (event instanceof RealmRemovedEvent removed) {
            new JpaOneTimePasswordStore(removed.getKeycloakSession())
                    .deleteOfRealm(removed.getRealm().getId());
        }
    }
}
