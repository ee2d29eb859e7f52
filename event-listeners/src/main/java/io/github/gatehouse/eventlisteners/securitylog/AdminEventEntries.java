package io.github.gatehouse.eventlisteners.securitylog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.events.DeviceDetails;
import io.github.gatehouse.storage.apitoken.JpaApiTokenStore;
import io.github.gatehouse.storage.securitylog.NewSecurityLogEntry;
import io.github.gatehouse.storage.securitylog.SecurityLogKind;
import io.github.gatehouse.storage.securitylog.SecurityLogPerson;
import org.keycloak.events.Details;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** The entries that tell of one of Keycloak's admin events, or of ours: in the log of the user whom it is about, if it is one, and in the realm's in any case. */
final class AdminEventEntries {

    /** The rest of the path is what of the user was changed. */
    private static final Pattern OF_USER = Pattern.compile("users/([^/]+)(?:/(.*))?");

    private static final Pattern ATTACK_DETECTION = Pattern.compile("attack-detection/brute-force/users/([^/]+)");
    private static final Pattern SESSION = Pattern.compile("sessions/([^/]+)");

    private final KeycloakSession session;
    private final AdminEvent event;
    private final String path;

    AdminEventEntries(KeycloakSession session, AdminEvent event) {
        this.session = session;
        this.event = event;
        this.path = event.getResourcePath() == null ? "" : event.getResourcePath();
    }

    List<NewSecurityLogEntry> entries() {
        RealmModel realm = event.getError() == null ? session.realms().getRealm(event.getRealmId()) : null;
        if (realm == null) {
            return List.of();
        }
        return told(realm).stream().map(this::entry).toList();
    }

    /** What an entry tells, and whose it is. */
    private record Told(SecurityLogKind kind, Optional<String> userId, String sessionId, Map<String, String> details) {

        static Told of(SecurityLogKind kind, String userId, Map<String, String> details) {
            return new Told(kind, Optional.ofNullable(userId), null, details);
        }
    }

    private List<Told> told(RealmModel realm) {
        switch (String.valueOf(event.getResourceTypeAsString())) {
            case AdminResourceTypes.SETTINGS:
                return List.of(Told.of(SecurityLogKind.SETTINGS_CHANGED, null, Map.of("settings", fields())));
            case AdminResourceTypes.SETUP:
                return List.of(Told.of(
                        event.getOperationType() == OperationType.DELETE
                                ? SecurityLogKind.REALM_SET_UP_UNDONE
                                : SecurityLogKind.REALM_SET_UP,
                        null,
                        Map.of()));
            case AdminResourceTypes.API_TOKEN:
                return List.of(apiTokenRevoked(realm));
            default:
        }
        Matcher attackDetection = ATTACK_DETECTION.matcher(path);
        if (attackDetection.matches()) {
            return List.of(Told.of(SecurityLogKind.UNBLOCKED, attackDetection.group(1), Map.of()));
        }
        Matcher endedSession = SESSION.matcher(path);
        if (event.getResourceType() == ResourceType.USER_SESSION && endedSession.matches()) {
            String id = endedSession.group(1);
            return List.of(new Told(
                    SecurityLogKind.SESSION_ENDED, CommittedState.userOfSession(session, realm, id), id, Map.of()));
        }
        if (path.equals("logout-all") || path.equals("push-revocation") || path.equals("account-security/sign-out")) {
            return List.of(Told.of(SecurityLogKind.ALL_SESSIONS_ENDED, null, Map.of("resource", path)));
        }
        Matcher ofUser = OF_USER.matcher(path);
        if (ofUser.matches() && !ofUser.group(1).equals("profile")) {
            return ofUser(realm, ofUser.group(1), ofUser.group(2) == null ? "" : ofUser.group(2));
        }
        return List.of(Told.of(SecurityLogKind.CONFIGURATION_CHANGED, null, generic()));
    }

    private static Told sessionEnded(String userId, String what) {
        int slash = what.indexOf('/');
        return slash < 0
                ? Told.of(SecurityLogKind.ALL_SESSIONS_ENDED, userId, Map.of())
                : new Told(SecurityLogKind.SESSION_ENDED, Optional.of(userId), what.substring(slash + 1), Map.of());
    }

    private List<Told> ofUser(RealmModel realm, String userId, String what) {
        if (what.isEmpty()) {
            return account(realm, userId);
        }
        String first = what.contains("/") ? what.substring(0, what.indexOf('/')) : what;
        return switch (first) {
            case "reset-password" -> List.of(Told.of(SecurityLogKind.PASSWORD_CHANGED, userId, Map.of()));
            case "one-time-password" -> List.of(Told.of(SecurityLogKind.ONE_TIME_PASSWORD_MAILED, userId, Map.of()));
            case "reset-password-email", "execute-actions-email", "send-verify-email" ->
                List.of(Told.of(SecurityLogKind.ACTIONS_REQUIRED, userId, Map.of("resource", first)));
            case "logout" -> List.of(Told.of(SecurityLogKind.ALL_SESSIONS_ENDED, userId, Map.of()));
            case "credentials" ->
                event.getOperationType() == OperationType.ACTION && !what.contains("move")
                        ? List.of(credentialRemoved(userId))
                        : List.of(Told.of(SecurityLogKind.ACCOUNT_CHANGED, userId, generic()));
            case "disable-credential-types" -> List.of(Told.of(SecurityLogKind.CREDENTIAL_REMOVED, userId, Map.of()));
            case "devices" -> List.of(deviceEnded(userId, what));
            case "sessions" -> List.of(sessionEnded(userId, what));
            case "log" -> List.of(Told.of(SecurityLogKind.LOG_ERASED, userId, Map.of()));
            case "federated-identity" ->
                List.of(Told.of(
                        event.getOperationType() == OperationType.CREATE
                                ? SecurityLogKind.IDENTITY_LINKED
                                : SecurityLogKind.IDENTITY_UNLINKED,
                        userId,
                        Map.of("provider", what.substring(what.lastIndexOf('/') + 1))));
            case "groups" ->
                List.of(Told.of(
                        event.getOperationType() == OperationType.CREATE
                                ? SecurityLogKind.GROUP_JOINED
                                : SecurityLogKind.GROUP_LEFT,
                        userId,
                        group()));
            case "role-mappings" -> List.of(roles(realm, userId, what));
            default -> List.of(Told.of(SecurityLogKind.ACCOUNT_CHANGED, userId, generic()));
        };
    }

    /** Keycloak takes a password with the rest of an account as well, and says nothing of it. */
    private List<Told> account(RealmModel realm, String userId) {
        if (event.getOperationType() == OperationType.DELETE) {
            return List.of(Told.of(SecurityLogKind.ACCOUNT_DELETED, null, Map.of()));
        }
        List<Told> told = new ArrayList<>();
        told.add(Told.of(
                event.getOperationType() == OperationType.CREATE
                        ? SecurityLogKind.ACCOUNT_CREATED
                        : SecurityLogKind.ACCOUNT_CHANGED,
                userId,
                enabled()));
        if (CommittedState.isPasswordAnother(session, realm, userId)) {
            told.add(Told.of(SecurityLogKind.PASSWORD_CHANGED, userId, Map.of()));
        }
        return told;
    }

    private Map<String, String> enabled() {
        JsonNode enabled = representation().path("enabled");
        return enabled.isBoolean() ? Map.of("enabled", enabled.asText()) : Map.of();
    }

    private Told credentialRemoved(String userId) {
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        String type = details.get(Details.CREDENTIAL_TYPE);
        Map<String, String> kept = new LinkedHashMap<>();
        if (type != null) {
            kept.put("type", type);
        }
        String label = details.get(Details.CREDENTIAL_USER_LABEL);
        if (label != null) {
            kept.put("label", label);
        }
        return Told.of(CredentialKinds.of(type).removed(), userId, kept);
    }

    /** One, or all of a kind. */
    private Told deviceEnded(String userId, String what) {
        String device = what.contains("/") ? what.substring(what.indexOf('/') + 1) : detail(DeviceDetails.KIND);
        if (device.startsWith("trusted-device")) {
            return Told.of(SecurityLogKind.DEVICE_TRUST_ENDED, userId, Map.of());
        }
        return device.startsWith("login-token")
                ? Told.of(SecurityLogKind.SAVED_SIGN_IN_ENDED, userId, Map.of())
                : Told.of(SecurityLogKind.CREDENTIAL_REMOVED, userId, Map.of("resource", "devices"));
    }

    private String detail(String name) {
        return event.getDetails() == null ? "" : event.getDetails().getOrDefault(name, "");
    }

    private Map<String, String> group() {
        String name = representation()
                .path("path")
                .asText(representation().path("name").asText(""));
        return name.isEmpty() ? Map.of() : Map.of("group", name);
    }

    private Told roles(RealmModel realm, String userId, String what) {
        boolean isAdded = event.getOperationType() == OperationType.CREATE;
        String roles = StreamSupport.stream(representation().spliterator(), false)
                .map(role -> role.path("name").asText())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
        SecurityLogKind kind;
        if (AdministratorRoles.isMapping(realm, what, representation())) {
            kind = isAdded ? SecurityLogKind.ADMINISTRATOR_ADDED : SecurityLogKind.ADMINISTRATOR_REMOVED;
        } else {
            kind = isAdded ? SecurityLogKind.ROLES_ADDED : SecurityLogKind.ROLES_REMOVED;
        }
        return Told.of(kind, userId, Map.of("roles", roles));
    }

    /** One, or all of a user's. */
    private Told apiTokenRevoked(RealmModel realm) {
        Matcher allOfUser = OF_USER.matcher(path);
        if (allOfUser.matches()) {
            return Told.of(SecurityLogKind.API_TOKEN_REVOKED, allOfUser.group(1), Map.of());
        }
        return new JpaApiTokenStore(session)
                .find(realm.getId(), path.substring(path.lastIndexOf('/') + 1))
                .map(token -> Told.of(
                        SecurityLogKind.API_TOKEN_REVOKED,
                        token.userId(),
                        Map.of("name", token.name(), "role", token.roleName())))
                .orElseGet(() -> Told.of(SecurityLogKind.API_TOKEN_REVOKED, null, Map.of("resource", path)));
    }

    private Map<String, String> generic() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("type", String.valueOf(event.getResourceTypeAsString()));
        details.put("operation", String.valueOf(event.getOperationType()));
        details.put("resource", path);
        return details;
    }

    /** Which settings were changed, without their values. */
    private String fields() {
        return representation().properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }

    /** Other extensions may send what is no JSON. */
    private JsonNode representation() {
        try {
            return JsonSerialization.mapper.readTree(
                    event.getRepresentation() == null ? "{}" : event.getRepresentation());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private NewSecurityLogEntry entry(Told told) {
        AuthDetails by = event.getAuthDetails() == null ? new AuthDetails() : event.getAuthDetails();
        Caller caller = Caller.of(session);
        return new NewSecurityLogEntry(
                event.getRealmId(),
                told.userId(),
                told.kind(),
                SecurityLogListener.time(event.getTime()),
                Optional.ofNullable(by.getUserId()).map(id -> new SecurityLogPerson(by.getRealmId(), id)),
                false,
                by.getIpAddress(),
                caller.browser(),
                caller.system(),
                clientId(by),
                told.sessionId(),
                told.details());
    }

    /** Admin events have the client's internal id. */
    private String clientId(AuthDetails by) {
        RealmModel home = by.getRealmId() == null ? null : session.realms().getRealm(by.getRealmId());
        return home == null || by.getClientId() == null
                ? null
                : Optional.ofNullable(home.getClientById(by.getClientId()))
                        .map(ClientModel::getClientId)
                        .orElse(null);
    }
}
