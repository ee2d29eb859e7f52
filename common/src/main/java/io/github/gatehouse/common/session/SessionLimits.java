package io.github.gatehouse.common.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * Whether a session that Keycloak would go on with is over: the user's own limit of inactivity (rule S3), whoever works in the user's name has signed out or may no
 * longer do so (rule S5), or all sessions of the realm were ended (rule S6). For a session with none of it this reads two notes of the session and an attribute of the
 * realm, nothing else.
 */
public final class SessionLimits {

    /** Realm attribute: sessions that began before this moment are over, seconds since 1970 (rule S6). */
    public static final String ENDED_BEFORE_ATTRIBUTE = "gatehouse.sessions.endedBefore";

    private static final String IMPERSONATOR = ImpersonationSessionNote.IMPERSONATOR_ID.toString();
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public SessionLimits(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /** Why the session is over; empty if it is not. */
    public Optional<SessionEndReason> over(UserSessionModel userSession) {
        if (isEndedWithAll(userSession)) {
            return Optional.of(SessionEndReason.ENDED_BY_ADMINISTRATOR);
        }
        if (isIdle(userSession)) {
            return Optional.of(SessionEndReason.AUTOMATIC_LOGOUT);
        }
        String impersonator = userSession.getNote(IMPERSONATOR);
        return impersonator != null && !isAllowed(impersonator, userSession)
                ? Optional.of(SessionEndReason.IMPERSONATION_ENDED)
                : Optional.empty();
    }

    private boolean isEndedWithAll(UserSessionModel userSession) {
        String before = realm.getAttribute(ENDED_BEFORE_ATTRIBUTE);
        return before != null && SECONDS.matcher(before).matches() && userSession.getStarted() < Long.parseLong(before);
    }

    private boolean isIdle(UserSessionModel userSession) {
        return limit(userSession)
                .filter(limit ->
                        clock.instant().isAfter(lastActivity(userSession).plus(limit)))
                .isPresent();
    }

    /**
     * The user's own limit of inactivity, if it holds for this session. It does not for offline sessions, which belong to an application and have no inactivity that the user
     * could mean, and not for whoever works in the user's name.
     */
    public static Optional<Duration> limit(UserSessionModel userSession) {
        String minutes = userSession.getNote(SessionNotes.AUTOMATIC_LOGOUT_MINUTES);
        return minutes == null || minutes.isEmpty() || userSession.isOffline() || isImpersonated(userSession)
                ? Optional.empty()
                : Optional.of(Duration.ofMinutes(Long.parseLong(minutes)));
    }

    /** Whether somebody else works in this session in the user's name (rule S5). */
    public static boolean isImpersonated(UserSessionModel userSession) {
        return userSession.getNote(IMPERSONATOR) != null;
    }

    public static Instant lastActivity(UserSessionModel userSession) {
        return Instant.ofEpochSecond(userSession.getLastSessionRefresh());
    }

    private boolean isAllowed(String impersonator, UserSessionModel userSession) {
        String realmId = userSession.getNote(SessionNotes.IMPERSONATOR_REALM);
        if (realmId == null) {
            // Begun before Gatehouse was there: Keycloak does not say from which realm.
            return true;
        }
        RealmModel own = session.realms().getRealm(realmId);
        UserModel administrator = own == null ? null : session.users().getUserById(own, impersonator);
        if (administrator == null || !administrator.isEnabled()) {
            return false;
        }
        String ownSession = userSession.getNote(SessionNotes.IMPERSONATOR_SESSION);
        if (ownSession != null && session.sessions().getUserSession(own, ownSession) == null) {
            return false;
        }
        return own.getId().equals(realm.getId())
                ? AdminPermissions.evaluator(session, realm, own, administrator)
                        .users()
                        .canImpersonate(userSession.getUser(), null)
                : hasRoleInMaster(own, administrator);
    }

    /** Keycloak's evaluator looks for the roles of an administrator of the master realm in the realm that is administered, and finds none (26.7). */
    private boolean hasRoleInMaster(RealmModel own, UserModel administrator) {
        ClientModel client = realm.getMasterAdminClient();
        RoleModel impersonation = client == null || !client.getRealm().getId().equals(own.getId())
                ? null
                : client.getRole(AdminRoles.IMPERSONATION);
        return impersonation != null && administrator.hasRole(impersonation);
    }
}
