package io.github.gatehouse.accountsecurity.secondfactor;

import java.util.List;
import java.util.Map;

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.Refusal;
import org.keycloak.authentication.authenticators.util.LoAUtil;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.AuthenticationFlowResolver;

/**
 * In a realm with step-up, who signed in at a lower level must not remove what guards the higher one. The same comparison as Keycloak 26.7 makes in
 * {@code CredentialDeleteHelper}, which also asks whether the realm allows removing at all and so cannot be called.
 */
public final class RemovalLevel {

    private final KeycloakSession session;

    public RemovalLevel(KeycloakSession session) {
        this.session = session;
    }

    /** Refuses with 403 if one of the credentials is asked for at a higher level than that of the caller's sign-in. */
    public void require(AccountCaller caller, List<CredentialModel> removed) {
        Map<String, Integer> levels =
                LoAUtil.getCredentialTypesToLoAMap(session, session.getContext().getRealm(), browserFlow(caller));
        int needed = removed.stream()
                .mapToInt(credential -> levels.getOrDefault(credential.getType(), Constants.NO_LOA))
                .max()
                .orElse(Constants.NO_LOA);
        if (levelOf(caller) < needed) {
            throw Refusal.forbidden("A sign-in of a higher level is needed to remove this.");
        }
    }

    private AuthenticationFlowModel browserFlow(AccountCaller caller) {
        RealmModel realm = session.getContext().getRealm();
        AuthenticationFlowModel ofClient = AuthenticationFlowResolver.resolveBindingOverrideFlowForClient(
                caller.client(), AuthenticationFlowBindings.BROWSER_BINDING);
        return ofClient == null ? realm.getBrowserFlow() : ofClient;
    }

    private static int levelOf(AccountCaller caller) {
        AuthenticatedClientSessionModel clientSession = caller.session()
                .getAuthenticatedClientSessionByClient(caller.client().getId());
        return clientSession == null ? Constants.NO_LOA : LoAUtil.getCurrentLevelOfAuthentication(clientSession);
    }
}
