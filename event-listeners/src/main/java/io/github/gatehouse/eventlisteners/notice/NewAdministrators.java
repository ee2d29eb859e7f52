package io.github.gatehouse.eventlisteners.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.Config;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Finds out whether an admin event gives somebody rights to administer the realm (rule L4): a role of Keycloak's for administrators, or one that contains such a
 * role, given to a user or to a group, or a user who joins such a group.
 */
final class NewAdministrators {

    private static final Pattern MAPPING = Pattern.compile("(users|groups)/([^/]+)/role-mappings/.*");
    private static final Pattern MEMBERSHIP = Pattern.compile("users/([^/]+)/groups/([^/]+)");
    private static final Pattern USER = Pattern.compile("users/([^/]+)");
    private static final Set<String> MAPPINGS =
            Set.of(ResourceType.REALM_ROLE_MAPPING.name(), ResourceType.CLIENT_ROLE_MAPPING.name());
    private static final int MOST_LINES = 20;

    private final KeycloakSession session;
    private final RealmModel realm;

    NewAdministrators(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Who got which roles, one line each; nothing if the event gives no such rights. */
    List<String> of(AdminEvent event) {
        if (event.getOperationType() != OperationType.CREATE) {
            return List.of();
        }
        String path = String.valueOf(event.getResourcePath());
        if (MAPPINGS.contains(event.getResourceTypeAsString())) {
            Matcher mapping = MAPPING.matcher(path);
            return mapping.matches() ? lines(holder(mapping.group(1), mapping.group(2)), roles(event)) : List.of();
        }
        if (event.getResourceType() == ResourceType.GROUP_MEMBERSHIP) {
            Matcher membership = MEMBERSHIP.matcher(path);
            return membership.matches()
                    ? lines(
                            holder("users", membership.group(1)),
                            roles(realm.getGroupById(membership.group(2))).toList())
                    : List.of();
        }
        if (event.getResourceType() == ResourceType.USER) {
            Matcher created = USER.matcher(path);
            UserModel user = created.matches() ? session.users().getUserById(realm, created.group(1)) : null;
            return user == null
                    ? List.of()
                    : lines(
                            Optional.of(user.getUsername()),
                            user.getGroupsStream().flatMap(this::roles).toList());
        }
        return List.of();
    }

    private Optional<String> holder(String kind, String id) {
        if (kind.equals("users")) {
            return Optional.ofNullable(session.users().getUserById(realm, id)).map(UserModel::getUsername);
        }
        return Optional.ofNullable(realm.getGroupById(id)).map(KeycloakModelUtils::buildGroupPath);
    }

    private List<RoleModel> roles(AdminEvent event) {
        List<RoleModel> roles = new ArrayList<>();
        try {
            JsonNode given = JsonSerialization.mapper.readTree(
                    event.getRepresentation() == null ? "[]" : event.getRepresentation());
            for (JsonNode role : given) {
                RoleModel found = realm.getRoleById(role.path("id").asText());
                if (found != null) {
                    roles.add(found);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The event was made by Keycloak itself", e);
        }
        return roles;
    }

    /** Those of a group and the groups above it. */
    private Stream<RoleModel> roles(GroupModel group) {
        return group == null ? Stream.empty() : Stream.concat(group.getRoleMappingsStream(), roles(group.getParent()));
    }

    private List<String> lines(Optional<String> holder, List<RoleModel> roles) {
        if (holder.isEmpty()) {
            return List.of();
        }
        return roles.stream()
                .filter(this::isForAdministrators)
                .map(NewAdministrators::name)
                .distinct()
                .limit(MOST_LINES)
                .map(role -> holder.get() + ": " + role)
                .toList();
    }

    private boolean isForAdministrators(RoleModel role) {
        return RoleUtils.expandCompositeRoles(Set.of(role)).stream().anyMatch(this::isKeycloaksOwn);
    }

    private boolean isKeycloaksOwn(RoleModel role) {
        if (!AdminRoles.ALL_ROLES.contains(role.getName()) && !role.getName().equals(AdminRoles.REALM_ADMIN)) {
            return false;
        }
        if (!role.isClientRole()) {
            return realm.getName().equals(Config.getAdminRealm());
        }
        ClientModel client = (ClientModel) role.getContainer();
        return client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID)
                || realm.getName().equals(Config.getAdminRealm())
                        && client.getClientId().endsWith("-realm");
    }

    private static String name(RoleModel role) {
        return role.isClientRole()
                ? ((ClientModel) role.getContainer()).getClientId() + "/" + role.getName()
                : role.getName();
    }
}
