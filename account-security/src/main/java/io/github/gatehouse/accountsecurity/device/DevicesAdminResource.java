package io.github.gatehouse.accountsecurity.device;

import java.time.Clock;
import java.util.List;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.admin.AdminCall;
import io.github.gatehouse.common.events.AdminResourceTypes;
import io.github.gatehouse.common.events.DeviceDetails;
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/account-security/users/{userId}/devices}: administrators see and delete any user's stored ways in (rule X8). */
@Produces(MediaType.APPLICATION_JSON)
public final class DevicesAdminResource {

    private final AdminPermissionEvaluator auth;
    private final AdminEventBuilder adminEvent;
    private final UserModel user;
    private final Devices devices;

    /**
     * Of one user.
     *
     * @throws Refusal 404, if there is none
     */
    public DevicesAdminResource(AdminCall call, String userId, Clock clock) {
        this.auth = call.auth();
        this.adminEvent = call.adminEvent().resource(AdminResourceTypes.DEVICE);
        this.user = ControlCharacters.in(userId) ? null : call.session().users().getUserById(call.realm(), userId);
        if (user == null) {
            // Who may not see users is not told which exist.
            auth.users().requireView();
            throw Refusal.notFound("There is no such user.");
        }
        this.devices = new Devices(call.session(), call.realm(), user, clock);
    }

    @GET
    public List<DeviceRepresentation> list() {
        auth.users().requireView(user);
        return devices.list();
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        auth.users().requireManage(user);
        DeviceId device = DeviceId.parse(id);
        if (device.right().isPresent()) {
            if (!devices.end(device.right().get(), device.id())) {
                throw DevicesResource.noSuchDevice();
            }
        } else {
            CredentialModel key = devices.key(id).orElseThrow(DevicesResource::noSuchDevice);
            devices.delete(key);
            adminEvent.detail(Details.CREDENTIAL_TYPE, key.getType());
        }
        adminEvent
                .operation(OperationType.DELETE)
                .resourcePath("users", user.getId(), "devices", id)
                .success();
        return Response.noContent().build();
    }

    /** Deletes all trusted devices, or all login tokens, of the user. */
    @DELETE
    public Response deleteAll(@QueryParam("kind") String kind) {
        auth.users().requireManage(user);
        BrowserRight right = DeviceKind.rightOf(kind);
        devices.endAll(right);
        adminEvent
                .detail(DeviceDetails.KIND, kind)
                .operation(OperationType.DELETE)
                .resourcePath("users", user.getId(), "devices")
                .success();
        return Response.noContent().build();
    }
}
