package io.github.gatehouse.apitokens.introspection;

import com.google.auto.service.AutoService;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Answers a {@code token_type_hint} that is the token type of token exchange. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class ApiTokenTypeIntrospectionProviderFactory extends ApiTokenHintFactory {

    public static final String ID = "urn:gatehouse:params:oauth:token-type:api-token";

    public ApiTokenTypeIntrospectionProviderFactory() {
        super(ID);
    }
}
