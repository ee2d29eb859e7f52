package io.github.gatehouse.accountsecurity.device;

import java.time.Clock;
import java.util.List;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.accountsecurity.secondfactor.RemovalLevel;
import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.rememberedbrowser.BrowserRight;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/account-security/devices}: users see and delete their own stored ways in (rule M6). */
@Produces(MediaType.APPLICATION_JSON)
public final class DevicesResource {

    private static final String[] METHODS = {"GET", "DELETE"};

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public DevicesResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.clock = clock;
    }

    @GET
    public List<DeviceRepresentation> list() {
        AccountCaller caller = caller();
        caller.requireView();
        return devices(caller).list();
    }

    /** Deletes one. A passkey or security key needs a fresh sign-in. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        Devices devices = devices(caller);
        DeviceId device = DeviceId.parse(id);
        if (device.right().isPresent()) {
            if (!devices.end(device.right().get(), device.id())) {
                throw noSuchDevice();
            }
            ended(caller, device.right().get()).success();
            return Response.noContent().build();
        }
        CredentialModel key = devices.key(id).orElseThrow(DevicesResource::noSuchDevice);
        caller.requireFreshSignIn(clock);
        new RemovalLevel(session).require(caller, List.of(key));
        devices.delete(key)
                .forEach(deleted -> removed(caller, deleted.getType()).success());
        return Response.noContent().build();
    }

    /** Deletes all trusted devices, or all login tokens. */
    @DELETE
    public Response deleteAll(@QueryParam("kind") String kind) {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        BrowserRight right = DeviceKind.rightOf(kind);
        if (devices(caller).endAll(right) > 0) {
            ended(caller, right).success();
        }
        return Response.noContent().build();
    }

    private Devices devices(AccountCaller caller) {
        return new Devices(session, realm, caller.user(), clock);
    }

    private EventBuilder ended(AccountCaller caller, BrowserRight right) {
        return removed(
                caller, right == BrowserRight.TRUSTED_DEVICE ? "gatehouse-trusted-device" : "gatehouse-login-token");
    }

    private EventBuilder removed(AccountCaller caller, String type) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.REMOVE_CREDENTIAL)
                .client(caller.client())
                .user(caller.user())
                .session(caller.session())
                .detail(Details.CREDENTIAL_TYPE, type);
    }

    static Refusal noSuchDevice() {
        return Refusal.notFound("There is no such device.");
    }

    /** Lets browsers of other origins ask first. */
    @OPTIONS
    @Path("{path: .*}")
    public Response preflight() {
        return Cors.builder()
                .auth()
                .allowedMethods(METHODS)
                .preflight()
                .add(Response.ok("", MediaType.TEXT_PLAIN_TYPE));
    }

    private AccountCaller caller() {
        return AccountCaller.of(session, METHODS);
    }
}
