package io.github.gatehouse.accountsecurity.settings;

import java.io.InputStream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.http.JsonBody;
import io.github.gatehouse.common.http.Refusal;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code …/account-security/settings}: all settings of a realm in one place (rule X2). */
@Produces(MediaType.APPLICATION_JSON)
public final class SettingsResource {

    private final AdminPermissionEvaluator auth;
    private final AdminEventBuilder adminEvent;
    private final SettingsEditor editor;

    public SettingsResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        this.auth = auth;
        this.adminEvent = adminEvent;
        this.editor = new SettingsEditor(session, realm);
    }

    /** All settings. The header {@code ETag} is their version. */
    @GET
    public Response read() {
        auth.realm().requireViewRealm();
        return answer();
    }

    /**
     * Changes what is in the body; all else stays as it is. With a header {@code If-Match} only if nobody else has changed the settings since.
     *
     * @return all settings as they are now
     * @throws Refusal 400 naming the setting; 409, if a stored value is in the way; 412
     */
    @PUT
    public Response change(
            InputStream body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        auth.realm().requireManageRealm();
        SettingsChange change = editor.change(SettingsDocument.changes(JsonBody.readTree(body, type)), ifMatch);
        if (!change.changes().isEmpty()) {
            adminEvent
                    .resource(AdminResourceTypes.SETTINGS)
                    .operation(OperationType.UPDATE)
                    .resourcePath("account-security", "settings")
                    .representation(change.changes())
                    .success();
        }
        return answer();
    }

    private Response answer() {
        ObjectNode settings = editor.show();
        return Response.ok(settings)
                .header(HttpHeaders.ETAG, SettingsVersion.of(settings))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
