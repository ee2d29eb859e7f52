package io.github.gatehouse.apitokens.verification;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link ApiTokenProvider}s. */
public interface ApiTokenProviderFactory extends ProviderFactory<ApiTokenProvider> {}
