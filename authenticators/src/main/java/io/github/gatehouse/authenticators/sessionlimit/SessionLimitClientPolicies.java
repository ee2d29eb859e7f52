package io.github.gatehouse.authenticators.sessionlimit;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshContext;
import org.keycloak.services.clientpolicy.context.UserInfoRequestContext;

/**
 * Keycloak's client policies, and before them a look at the session that a refresh, a token exchange or a call of the user info endpoint wants to use (rules S3, S5): these calls pass
 * here in every realm, whatever policies it has.
 */
final class SessionLimitClientPolicies extends DefaultClientPolicyManager {

    private final KeycloakSession session;

    SessionLimitClientPolicies(KeycloakSession session) {
        super(session);
        this.session = session;
    }

    @Override
    public void triggerOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        if (context instanceof TokenRefreshContext refresh) {
            MultivaluedMap<String, String> form = refresh.getParams();
            String token = form == null ? null : form.getFirst(OAuth2Constants.REFRESH_TOKEN);
            if (token != null && new OverdueSession(session).endIfOver(token)) {
                throw new ClientPolicyException(OAuthErrorException.INVALID_GRANT, "Session not active");
            }
        } else if (context instanceof UserInfoRequestContext userInfo) {
            AuthenticatedClientSessionModel clientSession = userInfo.getClientSession();
            if (clientSession != null && new OverdueSession(session).endIfOver(clientSession.getUserSession())) {
                throw new ClientPolicyException(
                        OAuthErrorException.INVALID_TOKEN, "Session not active", Response.Status.UNAUTHORIZED);
            }
        } else if (context instanceof TokenExchangeRequestContext exchange) {
            String token = exchange.getTokenExchangeContext().getParams().getSubjectToken();
            if (token != null && new OverdueSession(session).endIfOver(token)) {
                throw new ClientPolicyException(OAuthErrorException.INVALID_REQUEST, "Session not active");
            }
        }
        super.triggerOnEvent(context);
    }
}
