package io.github.gatehouse.eventlisteners.notice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gatehouse.common.events.AdminResourceTypes;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * What an administrator has done to a user's ways in (rule P5), which the user is told.
 *
 * @param user who is told
 * @param notice what
 */
record ChangedUser(UserModel user, AccountNotice notice) {

    private static final Pattern PATH = Pattern.compile("users/([^/]+)(?:/(.*))?");
    private static final Set<String> RESOURCES = Set.of(ResourceType.USER.name(), AdminResourceTypes.DEVICE);

    /**
     * Empty if the event is about something else.
     *
     * @param since when the request began: Keycloak leaves out of its event whether a password came with the user
     */
    static Optional<ChangedUser> of(KeycloakSession session, RealmModel realm, AdminEvent event, Instant since) {
        Matcher path = PATH.matcher(String.valueOf(event.getResourcePath()));
        if (!RESOURCES.contains(event.getResourceTypeAsString()) || !path.matches()) {
            return Optional.empty();
        }
        UserModel user = session.users().getUserById(realm, path.group(1));
        if (user == null) {
            return Optional.empty();
        }
        return notice(event, user, path.group(2) == null ? "" : path.group(2), since)
                .map(notice -> new ChangedUser(user, notice));
    }

    private static Optional<AccountNotice> notice(AdminEvent event, UserModel user, String part, Instant since) {
        NoticeContent content = NoticeContent.of(SecurityNotice.values(event));
        if (part.equals("reset-password")
                || event.getOperationType() == OperationType.UPDATE && part.isEmpty() && hasNewPassword(user, since)) {
            return AccountNotice.told("password-changed-by-administrator", content);
        }
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        String type = details.get(Details.CREDENTIAL_TYPE);
        if (part.equals("disable-credential-types")) {
            return AccountNotice.removed("", content);
        }
        boolean removes = event.getOperationType() == OperationType.DELETE
                || event.getOperationType() == OperationType.ACTION && part.startsWith("credentials/");
        return type != null && removes ? AccountNotice.removed(type, content) : Optional.empty();
    }

    private static boolean hasNewPassword(UserModel user, Instant since) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .map(CredentialModel::getCreatedDate)
                .anyMatch(created -> created != null && created >= since.toEpochMilli());
    }
}
