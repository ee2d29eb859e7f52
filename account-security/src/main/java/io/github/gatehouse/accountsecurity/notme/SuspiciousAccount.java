package io.github.gatehouse.accountsecurity.notme;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gatehouse.accountsecurity.password.PasswordReplacement;
import io.github.gatehouse.common.events.NoticeDetails;
import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.storage.rememberedbrowser.JpaRememberedBrowserStore;
import io.github.gatehouse.storage.sessionhistory.SessionEnding;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.LoginActionsService;

/** An account in which somebody else has been, as its owner says (rule X4). */
final class SuspiciousAccount {

    private static final String KIND = "not-me";
    private static final String CREDENTIAL_TYPE = "gatehouse-known-browser";

    /** How long the page on which a new password can be set at once is good for. */
    private static final Duration NEW_PASSWORD = Duration.ofMinutes(15);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    SuspiciousAccount(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /** Ends all sessions, offline ones as well, trusted devices and login tokens. */
    void endEverything(Clock clock) {
        session.users().setNotBeforeForUser(realm, user, Time.currentTime());
        SessionEnding ending = new SessionEnding(session, realm, clock);
        Stream.concat(
                        session.sessions().getUserSessionsStream(realm, user),
                        session.sessions().getOfflineUserSessionsStream(realm, user))
                .map(UserSessionModel::getId)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .forEach(id -> ending.end(id, SessionEndReason.SUSPICIOUS));
        new JpaRememberedBrowserStore(session).deleteOfUser(realm.getId(), user.getId());
    }

    /**
     * What becomes of the password.
     *
     * @param isDemanded whether a new one has to be set; not where a directory keeps it that Keycloak cannot change
     * @param link where that can be done at once; only if the old one is of no use any more
     */
    record NewPassword(boolean isDemanded, Optional<String> link) {}

    /**
     * Demands a new password. Where the realm lets users reset a forgotten one by mail, the old one, which somebody else may know, no longer works: otherwise it is
     * the only way back in.
     */
    NewPassword demandNewPassword(Clock clock) {
        PasswordReplacement password = new PasswordReplacement(realm, user);
        boolean isDemanded = password.demand();
        boolean canBeResetByMail = isDemanded && realm.isResetPasswordAllowed() && user.isEnabled();
        return new NewPassword(
                isDemanded,
                canBeResetByMail && password.endOldPassword() ? Optional.of(link(clock)) : Optional.empty());
    }

    private String link(Clock clock) {
        ExecuteActionsActionToken token = new ExecuteActionsActionToken(
                user.getId(),
                user.getEmail(),
                Math.toIntExact(clock.instant().plus(NEW_PASSWORD).getEpochSecond()),
                List.of(RequiredAction.UPDATE_PASSWORD.name()),
                null,
                Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        return LoginActionsService.actionTokenProcessor(session.getContext().getUri())
                .queryParam(
                        "key",
                        token.serialize(session, realm, session.getContext().getUri()))
                .build(realm.getName())
                .toString();
    }

    /** An event, about which the user and the administrators are told. */
    void report(EventBuilder event) {
        event.event(EventType.REMOVE_CREDENTIAL)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, CREDENTIAL_TYPE)
                .detail(NoticeDetails.KIND, KIND)
                .success();
    }
}
