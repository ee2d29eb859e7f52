package io.github.gatehouse.eventlisteners.secondfactor;

import java.time.Clock;
import java.util.regex.Pattern;

import jakarta.ws.rs.HttpMethod;

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.events.RequiredWork;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/**
 * Holds Keycloak's own call that takes a second factor or passkey away ({@code DELETE …/account/credentials/{id}}, deprecated in Keycloak 26.7 and served all the same) to
 * what ours asks for (rules M1, S5): a sign-in of at most five minutes ago, by the user and by nobody in the user's name. Keycloak tells of the removal in the
 * request's own transaction, which then is not committed.
 */
final class CredentialRemovalGuard implements EventListenerProvider {

    /** From the root of the server, wherever that is. */
    private static final Pattern OWN_CREDENTIAL =
            Pattern.compile(".*realms/[^/]+/account/(?:[^/]+/)?credentials/[^/]+");

    private final KeycloakSession session;
    private final Clock clock;

    CredentialRemovalGuard(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.REMOVE_CREDENTIAL && event.getError() == null && isAccountService()) {
            RequiredWork.beforeCommit(session, this::requireFreshSignInOfTheOwner);
        }
    }

    private boolean isAccountService() {
        HttpRequest request = session.getContext().getHttpRequest();
        return request != null
                && request.getHttpMethod().equals(HttpMethod.DELETE)
                && OWN_CREDENTIAL.matcher(request.getUri().getPath()).matches();
    }

    private void requireFreshSignInOfTheOwner() {
        AccountCaller caller = AccountCaller.of(session);
        caller.requireOwner();
        caller.requireFreshSignIn(clock);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        // Administrators have rights of their own.
    }

    @Override
    public void close() {}
}
