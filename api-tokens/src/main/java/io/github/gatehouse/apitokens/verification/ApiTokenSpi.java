package io.github.gatehouse.apitokens.verification;

import com.google.auto.service.AutoService;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@value #NAME}, by which Gatehouse's own parts share one cache of tokens. */
@AutoService(Spi.class)
public final class ApiTokenSpi implements Spi {

    public static final String NAME = "gatehouse-api-token";

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ApiTokenProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ApiTokenProviderFactory.class;
    }
}
