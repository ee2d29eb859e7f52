package io.github.gatehouse.authenticators.sessionlimit;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.ClientPolicyManagerFactory;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;

/** Takes the place of Keycloak's own, under the same id; it differs only for sessions that have a limit of Gatehouse's. */
@AutoService(ClientPolicyManagerFactory.class)
public final class SessionLimitClientPoliciesFactory extends DefaultClientPolicyManagerFactory {

    @Override
    public ClientPolicyManager create(KeycloakSession session) {
        return new SessionLimitClientPolicies(session);
    }

    /** Before Keycloak's own, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
