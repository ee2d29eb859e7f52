package io.github.gatehouse.authenticators.lockout;

import java.time.Clock;
import java.util.Set;

import jakarta.ws.rs.core.UriInfo;

import io.github.gatehouse.storage.lockout.CountedFailure;
import io.github.gatehouse.storage.lockout.JpaLockoutStore;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.BruteForceProtector;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Asks Gatehouse's lockout in realms that use it, and Keycloak's own brute-force detection in all others. Keycloak asks {@link #isTemporarilyDisabled} before it
 * evaluates a credential.
 */
final class LockoutProtector implements BruteForceProtector {

    private static final int LONGEST_ADDRESS = 64;

    private final KeycloakSession session;
    private final BruteForceProtector stock;
    private final SignInAttempts attempts;
    private final Clock clock;

    LockoutProtector(
            KeycloakSession session,
            BruteForceProtector stock,
            WaitingRoom waitingRoom,
            KeptPlaces keptPlaces,
            Clock clock) {
        this.session = session;
        this.stock = stock;
        this.attempts = new SignInAttempts(session, waitingRoom, keptPlaces, clock);
        this.clock = clock;
    }

    @Override
    public void failedLogin(
            RealmModel realm, UserModel user, ClientConnection client, UriInfo uri, Set<String> categories) {
        LockoutConfig config = LockoutConfig.of(realm);
        if (!config.enabled()) {
            stock.failedLogin(realm, user, client, uri, categories);
        } else if (CredentialCategories.isGuess(categories)) {
            attempts.fail(realm, user, address(client), config.schedule())
                    .filter(CountedFailure::startsBlock)
                    .ifPresent(failure -> LockoutEvents.blocked(session, realm, failure.lockout()));
        }
    }

    private static String address(ClientConnection client) {
        String address = client.getRemoteAddr();
        return address == null || address.length() <= LONGEST_ADDRESS ? address : address.substring(0, LONGEST_ADDRESS);
    }

    @Override
    public void successfulLogin(
            RealmModel realm, UserModel user, ClientConnection client, UriInfo uri, Set<String> categories) {
        if (!LockoutConfig.of(realm).enabled()) {
            stock.successfulLogin(realm, user, client, uri, categories);
        } else if (CredentialCategories.areSignIn(categories, isPasswordValidated())) {
            attempts.complete(realm, user);
        }
    }

    private boolean isPasswordValidated() {
        AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
        return signIn != null && Boolean.parseBoolean(signIn.getAuthNote(AuthenticationManager.PASSWORD_VALIDATED));
    }

    /** Within a sign-in this admits an attempt, or refuses it; elsewhere (administration, requests of programs) it only looks. */
    @Override
    public boolean isTemporarilyDisabled(KeycloakSession asking, RealmModel realm, UserModel user) {
        LockoutConfig config = LockoutConfig.of(realm);
        if (!config.enabled()) {
            return stock.isTemporarilyDisabled(asking, realm, user);
        }
        if (session.getContext().getAuthenticationSession() != null) {
            return !attempts.admit(realm, user, config.schedule());
        }
        return new JpaLockoutStore(session)
                .find(realm.getId(), user.getId()).stream().anyMatch(lockout -> lockout.isBlocked(clock.instant()));
    }

    /** Gatehouse locks nobody out for good; who was before it was switched on stays so until an administrator enables the user. */
    @Override
    public boolean isPermanentlyLockedOut(KeycloakSession asking, RealmModel realm, UserModel user) {
        return LockoutConfig.of(realm).enabled()
                ? isMarkedAsLockedOut(user)
                : stock.isPermanentlyLockedOut(asking, realm, user);
    }

    private static boolean isMarkedAsLockedOut(UserModel user) {
        return !user.isEnabled()
                && DISABLED_BY_PERMANENT_LOCKOUT.equals(user.getFirstAttribute(UserModel.DISABLED_REASON));
    }

    @Override
    public void cleanUpPermanentLockout(KeycloakSession asking, RealmModel realm, UserModel user) {
        if (!LockoutConfig.of(realm).enabled()) {
            stock.cleanUpPermanentLockout(asking, realm, user);
        } else if (DISABLED_BY_PERMANENT_LOCKOUT.equals(user.getFirstAttribute(UserModel.DISABLED_REASON))) {
            user.removeAttribute(UserModel.DISABLED_REASON);
        }
    }

    @Override
    public void close() {}
}
