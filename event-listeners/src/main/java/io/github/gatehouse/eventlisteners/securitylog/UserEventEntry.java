package io.github.gatehouse.eventlisteners.securitylog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.gatehouse.common.events.NoticeDetails;
import io.github.gatehouse.common.events.SessionDetails;
import io.github.gatehouse.common.session.SessionEndReason;
import io.github.gatehouse.storage.securitylog.NewSecurityLogEntry;
import io.github.gatehouse.storage.securitylog.SecurityLogKind;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The entry that tells of one of Keycloak's user events, or of ours. Names that were typed for an account that does not exist are never in it: they may be a
 * password in the wrong field.
 */
final class UserEventEntry {

    /** What a browser does that comes back too late, or asks whether somebody is signed in: nothing was tried. */
    private static final Set<String> NO_ATTEMPTS = Set.of(
            Errors.NOT_LOGGED_IN,
            Errors.EXPIRED_CODE,
            Errors.COOKIE_NOT_FOUND,
            Errors.SESSION_EXPIRED,
            Errors.ALREADY_LOGGED_IN,
            "interaction_required");

    private static final String ACTION = "gatehouse_action";
    private static final String REFUSAL = "gatehouse_refusal";

    /** Details of the event that are kept, and what they are called in the log. */
    private static final Map<String, String> KEPT = Map.of(
            Details.IDENTITY_PROVIDER,
            "provider",
            Details.REMEMBER_ME,
            "remembered",
            Details.NUM_FAILURES,
            "failures",
            NoticeDetails.UNTIL,
            "until",
            "gatehouse_api_token_name",
            "name",
            "gatehouse_api_token_role",
            "role",
            REFUSAL,
            "reason",
            Details.CREDENTIAL_USER_LABEL,
            "label");

    private final KeycloakSession session;
    private final Event event;
    private final Map<String, String> details;

    UserEventEntry(KeycloakSession session, Event event) {
        this.session = session;
        this.event = event;
        this.details = event.getDetails() == null ? Map.of() : event.getDetails();
    }

    /** Empty if the log does not tell of it. */
    Optional<NewSecurityLogEntry> entry() {
        return kind().map(kind -> {
            boolean isDeletion = kind == SecurityLogKind.ACCOUNT_DELETED;
            Caller caller = isDeletion ? Caller.NONE : Caller.of(session);
            Optional<Impersonator> impersonator = Impersonator.of(session, event);
            return new NewSecurityLogEntry(
                    event.getRealmId(),
                    // What tells of a deleted account must not be what brings the account's data back.
                    isDeletion ? Optional.empty() : Optional.ofNullable(event.getUserId()),
                    kind,
                    SecurityLogListener.time(event.getTime()),
                    impersonator.map(Impersonator::person),
                    impersonator.isPresent(),
                    isDeletion ? null : event.getIpAddress(),
                    caller.browser(),
                    caller.system(),
                    event.getClientId(),
                    isDeletion ? null : event.getSessionId(),
                    isDeletion ? Map.of() : kept());
        });
    }

    private Optional<SecurityLogKind> kind() {
        return switch (event.getType()) {
            case LOGIN -> isSessionUsedAgain() ? Optional.empty() : Optional.of(SecurityLogKind.SIGN_IN);
            case OAUTH2_DEVICE_CODE_TO_TOKEN, AUTHREQID_TO_TOKEN -> Optional.of(SecurityLogKind.SIGN_IN);
            case LOGIN_ERROR, IDENTITY_PROVIDER_LOGIN_ERROR ->
                NO_ATTEMPTS.contains(String.valueOf(event.getError()))
                        ? Optional.empty()
                        : Optional.of(SecurityLogKind.SIGN_IN_FAILED);
            case RESET_PASSWORD_ERROR, SEND_RESET_PASSWORD_ERROR ->
                NO_ATTEMPTS.contains(String.valueOf(event.getError()))
                        ? Optional.empty()
                        : Optional.of(SecurityLogKind.PASSWORD_RESET_FAILED);
            case SEND_RESET_PASSWORD -> Optional.of(SecurityLogKind.PASSWORD_RESET_REQUESTED);
            case UPDATE_CREDENTIAL_ERROR, REMOVE_CREDENTIAL_ERROR ->
                Optional.of(SecurityLogKind.CREDENTIAL_CHANGE_FAILED);
            // Of a token that nobody has, there is nobody to tell; and anybody can send any number of them.
            case VALIDATE_ACCESS_TOKEN_ERROR ->
                details.containsKey(REFUSAL) && event.getUserId() != null
                        ? Optional.of(SecurityLogKind.API_TOKEN_REFUSED)
                        : Optional.empty();
            case USER_DISABLED_BY_TEMPORARY_LOCKOUT -> Optional.of(SecurityLogKind.BLOCKED);
            case USER_DISABLED_BY_PERMANENT_LOCKOUT -> Optional.of(SecurityLogKind.BLOCKED_FOR_GOOD);
            case UPDATE_CREDENTIAL -> Optional.of(credentialAdded());
            case REMOVE_CREDENTIAL -> Optional.of(credentialRemoved());
            case LOGOUT -> sessionEnd();
            case USER_SESSION_DELETED -> Optional.of(SecurityLogKind.SESSION_EXPIRED);
            case REGISTER -> Optional.of(SecurityLogKind.ACCOUNT_CREATED);
            case DELETE_ACCOUNT -> Optional.of(SecurityLogKind.ACCOUNT_DELETED);
            case UPDATE_EMAIL -> Optional.of(SecurityLogKind.EMAIL_CHANGED);
            case VERIFY_EMAIL -> Optional.of(SecurityLogKind.EMAIL_VERIFIED);
            case UPDATE_PROFILE -> profileChange();
            case FEDERATED_IDENTITY_LINK, FEDERATED_IDENTITY_OVERRIDE_LINK ->
                Optional.of(SecurityLogKind.IDENTITY_LINKED);
            case REMOVE_FEDERATED_IDENTITY -> Optional.of(SecurityLogKind.IDENTITY_UNLINKED);
            case IMPERSONATE -> Optional.of(SecurityLogKind.IMPERSONATION_STARTED);
            // Keycloak tells of credentials twice, once in an older way; of tokens it tells with every request.
            default -> Optional.empty();
        };
    }

    /** Of what an administrator ended the admin event tells, which also knows who that was. */
    private Optional<SecurityLogKind> sessionEnd() {
        SessionEndReason reason =
                SessionEndReason.of(details.get(SessionDetails.END_REASON)).orElse(SessionEndReason.SIGNED_OUT);
        return switch (reason) {
            case SIGNED_OUT -> Optional.of(SecurityLogKind.SIGNED_OUT);
            case ENDED_BY_ADMINISTRATOR -> Optional.empty();
            default -> Optional.of(SecurityLogKind.SESSION_ENDED);
        };
    }

    /** Keycloak also tells of forms in which nothing was changed. */
    private Optional<SecurityLogKind> profileChange() {
        if (details.containsKey(Details.UPDATED_EMAIL)) {
            return Optional.of(SecurityLogKind.EMAIL_CHANGED);
        }
        return details.keySet().stream().anyMatch(name -> name.startsWith(Details.PREF_UPDATED))
                ? Optional.of(SecurityLogKind.ACCOUNT_CHANGED)
                : Optional.empty();
    }

    private SecurityLogKind credentialAdded() {
        return "renewed".equals(details.get(ACTION))
                ? SecurityLogKind.API_TOKEN_RENEWED
                : CredentialKinds.of(details.get(Details.CREDENTIAL_TYPE)).added();
    }

    private SecurityLogKind credentialRemoved() {
        String action = String.valueOf(details.get(ACTION));
        return switch (action) {
            case "replayed" -> SecurityLogKind.REMEMBERED_BROWSER_STOLEN;
            case "revoked_by_holder" -> SecurityLogKind.API_TOKEN_REVOKED_BY_HOLDER;
            default -> CredentialKinds.of(details.get(Details.CREDENTIAL_TYPE)).removed();
        };
    }

    /**
     * Whether the user is signed in already and only opens another application, or the same again: no sign-in. Keycloak has the session at hand, it has just used it.
     */
    private boolean isSessionUsedAgain() {
        UserSessionModel userSession = Impersonator.userSession(session, event);
        if (userSession == null || session.getContext().getClient() == null) {
            return false;
        }
        AuthenticatedClientSessionModel clientSession = userSession.getAuthenticatedClientSessionByClient(
                session.getContext().getClient().getId());
        return clientSession != null && AuthenticationManager.isSSOAuthentication(clientSession);
    }

    private Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        if (event.getError() != null) {
            kept.put("reason", event.getError());
        }
        if (details.containsKey(SessionDetails.END_REASON)) {
            kept.put("reason", details.get(SessionDetails.END_REASON));
        }
        String type = details.get(Details.CREDENTIAL_TYPE);
        if (type != null && event.getType() != EventType.LOGIN) {
            kept.put("type", type);
        }
        KEPT.forEach((name, key) -> {
            String value = details.get(name);
            if (value != null) {
                kept.put(key, value);
            }
        });
        return kept;
    }
}
