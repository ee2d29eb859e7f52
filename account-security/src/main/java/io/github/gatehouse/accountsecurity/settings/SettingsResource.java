package io.github.gatehouse.accountsecurity.settings;

import java.io.InputStream;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatehouse.accountsecurity.RealmChange;
import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.http.JsonBody;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.settings.Setting;

/** {@code …/account-security/settings}: all settings of a realm in one place (rule X2). */
@Produces(MediaType.APPLICATION_JSON)
public final class SettingsResource {

    private final AdminCall call;

    public SettingsResource(AdminCall call) {
        this.call = call;
    }

    /** All settings. The header {@code ETag} is their version. */
    @GET
    public Response read() {
        call.auth().realm().requireViewRealm();
        return answer(new SettingsEditor(call.session(), call.realm()));
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
        call.auth().realm().requireManageRealm();
        Map<Setting<?>, JsonNode> changes = SettingsDocument.changes(JsonBody.readTree(body, type));
        return RealmChange.run(
                call.session().getKeycloakSessionFactory(), call.realm().getId(), (own, current) -> {
                    SettingsEditor editor = new SettingsEditor(own, current);
                    SettingsAudit.tell(call.adminEvent().clone(own), editor.change(changes, ifMatch));
                    return answer(editor);
                });
    }

    private static Response answer(SettingsEditor editor) {
        SettingsEditor.Shown shown = editor.showWithVersion();
        return Response.ok(shown.settings())
                .header(HttpHeaders.ETAG, shown.version())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
