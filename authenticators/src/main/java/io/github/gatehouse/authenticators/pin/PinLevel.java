package io.github.gatehouse.authenticators.pin;

import java.util.Optional;

import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;

/**
 * The level of authentication that stands for the PIN: the one under its name in the "ACR to LoA mapping" of the client or, where the client has none, of the
 * realm (OpenID Connect Core, {@code acr}). Without an entry a PIN is never asked for.
 */
final class PinLevel {

    private PinLevel() {}

    static Optional<Integer> of(ClientModel client) {
        return Optional.ofNullable(AcrUtils.getAcrLoaMap(client).get(PinCredential.TYPE));
    }

    static Optional<Integer> of(AuthenticationFlowContext context) {
        return of(context.getAuthenticationSession().getClient());
    }

    /** The level that this sign-in is to reach; negative if none is demanded. */
    static int requested(AuthenticationFlowContext context) {
        return new AcrStore(context.getSession(), context.getAuthenticationSession())
                .getRequestedLevelOfAuthentication(context.getTopLevelFlow());
    }
}
