package io.github.gatehouse.common.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.session.SessionLimits;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.Auth;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The signed-in user who calls a self-service resource, as Keycloak's own account REST service knows them: an access token of this realm with
 * the audience {@code account}. API tokens are no access tokens and never get here.
 */
public final class AccountCaller {

    /** How old a sign-in may be for what asks for a fresh one. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    private final Auth auth;
    private final ClientModel client;

    private AccountCaller(Auth auth, ClientModel client) {
        this.auth = auth;
        this.client = client;
    }

    /**
     * Who calls.
     *
     * @param methods HTTP methods of the resource, told to browsers of other origins that the token's client allows
     * @throws Refusal 401, if there is no valid access token for the account service
     */
    public static AccountCaller of(KeycloakSession session, String... methods) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account == null || !account.isEnabled()) {
            throw Refusal.notFound("Account management is switched off in this realm.");
        }
        AuthenticationManager.AuthResult result =
                BearerToken.authenticate(session).orElseThrow(Refusal::notSignedIn);
        AccessToken token = FullAccessToken.of(session, result);
        if (!token.hasAudience(account.getClientId())) {
            throw Refusal.notSignedIn();
        }
        Cors.builder()
                .checkAllowedOrigins(token)
                .allowedMethods(methods)
                .auth()
                .exposedHeaders("WWW-Authenticate")
                .add();
        if (result.user().getServiceAccountClientLink() != null) {
            throw Refusal.forbidden("Service accounts have no security settings of their own.");
        }
        return new AccountCaller(
                new Auth(realm, token, result.user(), account, result.session(), false), result.client());
    }

    /** Refuses with 403 unless the token has {@code view-profile} or {@code manage-account}. */
    public void requireView() {
        if (!hasOneOf(AccountRoles.VIEW_PROFILE, AccountRoles.MANAGE_ACCOUNT)) {
            throw Refusal.forbidden("The role view-profile or manage-account of the client account is needed.");
        }
    }

    /** Refuses with 403 unless the token has {@code manage-account}. */
    public void requireManage() {
        if (!hasOneOf(AccountRoles.MANAGE_ACCOUNT)) {
            throw Refusal.forbidden("The role manage-account of the client account is needed.");
        }
    }

    /** Refuses with 403 if somebody else works in this session in the user's name (rule S5). */
    public void requireOwner() {
        if (isImpersonator()) {
            throw Refusal.forbidden("This is not possible while impersonating a user.");
        }
    }

    /** Whether somebody else works in this session in the user's name. */
    public boolean isImpersonator() {
        return SessionLimits.isImpersonated(auth.getSession());
    }

    /** Refuses with 401 and a step-up challenge (RFC 9470) unless the user signed in at most {@link #FRESH} ago. */
    public void requireFreshSignIn(Clock clock) {
        Instant signedIn = signedInAt(auth.getSession());
        if (clock.instant().isAfter(signedIn.plus(FRESH))) {
            throw Refusal.freshSignInNeeded(FRESH.toSeconds());
        }
    }

    private static Instant signedInAt(UserSessionModel session) {
        // The note is renewed by every interactive sign-in; sessions without a browser (direct grant) lack it and began
        // with their sign-in.
        String note = session.getNote(AuthenticationManager.AUTH_TIME);
        return Instant.ofEpochSecond(note == null ? session.getStarted() : Long.parseLong(note));
    }

    private boolean hasOneOf(String... roles) {
        return auth.hasOneOfAppRole(auth.getClient(), roles);
    }

    public UserModel user() {
        return auth.getUser();
    }

    public UserSessionModel session() {
        return auth.getSession();
    }

    /** The client whose access token is used. */
    public ClientModel client() {
        return client;
    }
}
