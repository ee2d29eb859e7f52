package io.github.gatehouse.apitokens.introspection;

import com.google.auto.service.AutoService;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Answers {@code token_type_hint=gatehouse-api-token}. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class ApiTokenIntrospectionProviderFactory extends ApiTokenHintFactory {

    public static final String ID = "gatehouse-api-token";

    public ApiTokenIntrospectionProviderFactory() {
        super(ID);
    }
}
