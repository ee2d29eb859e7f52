package io.github.gatehouse.apitokens.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.gatehouse.apitokens.settings.AcceptingClients;
import io.github.gatehouse.apitokens.verification.GrantedRoles;
import io.github.gatehouse.apitokens.verification.Verification.Accepted;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * Who calls through a gateway, and what they can do.
 *
 * @param user enabled
 * @param roles realm roles by name, client roles as {@code client/role}
 */
record CallerIdentity(UserModel user, List<String> roles) {

    static CallerIdentity of(Accepted accepted) {
        return new CallerIdentity(accepted.user(), GrantedRoles.names(accepted.roles()));
    }

    static CallerIdentity of(UserModel user, AccessToken token) {
        List<String> roles = new ArrayList<>();
        if (token.getRealmAccess() != null && token.getRealmAccess().getRoles() != null) {
            roles.addAll(token.getRealmAccess().getRoles());
        }
        token.getResourceAccess().forEach((client, access) -> {
            if (access.getRoles() != null) {
                access.getRoles().forEach(role -> roles.add(client + '/' + role));
            }
        });
        return new CallerIdentity(user, roles.stream().sorted().toList());
    }

    /** Whether an access token can be used where this audience is named. */
    static boolean isFor(AccessToken token, Optional<ClientModel> audience) {
        return audience.isEmpty() || token.hasAudience(audience.get().getClientId());
    }

    /** Whether a client that a gateway names can be an audience at all. */
    static boolean isAudience(ClientModel client) {
        return client != null && AcceptingClients.contains(client.getRealm(), client);
    }
}
