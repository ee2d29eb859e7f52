package io.github.gatehouse.authenticators.pin;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Makes the {@link PinCredentialProvider}. */
@AutoService(CredentialProviderFactory.class)
public final class PinCredentialProviderFactory implements CredentialProviderFactory<PinCredentialProvider> {

    public static final String ID = "gatehouse-pin";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public PinCredentialProvider create(KeycloakSession session) {
        return new PinCredentialProvider(session, KeycloakClock.INSTANCE);
    }
}
