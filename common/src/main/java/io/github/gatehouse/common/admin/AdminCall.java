package io.github.gatehouse.common.admin;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What Keycloak hands to a resource of its administration REST.
 *
 * @param realm that is administered, which need not be the administrator's own
 * @param auth what the administrator may do there; to be asked first
 * @param adminEvent to be completed for what was changed
 */
public record AdminCall(
        KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {}
