package io.github.gatehouse.apitokens.exchange;

import com.google.auto.service.AutoService;
import io.github.gatehouse.common.provider.GatehouseProviderFactory;
import io.github.gatehouse.common.time.KeycloakClock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/** Claims token exchanges whose subject token is an API token, before Keycloak's own providers are asked. */
@AutoService(TokenExchangeProviderFactory.class)
public final class ApiTokenExchangeProviderFactory
        implements TokenExchangeProviderFactory, GatehouseProviderFactory<TokenExchangeProvider> {

    public static final String ID = "gatehouse-api-token";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new ApiTokenExchangeProvider(KeycloakClock.INSTANCE);
    }

    /** Keycloak's own providers have 0 to 20. */
    @Override
    public int order() {
        return 1_000;
    }
}
