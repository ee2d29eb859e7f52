package io.github.gatehouse.tests.extension;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;

/** Tells of an event in a request that then succeeds or fails: the proof of what happens to what listeners have stored. */
public final class EventResource {

    private final KeycloakSession session;

    EventResource(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Tells of it.
     *
     * @param type an {@link EventType}
     * @param user the user's id, or null
     * @param userSession the id of a session, or null
     * @param error what the event's error is; null for an event of success
     * @param fails whether the request is refused afterwards, so that its transaction is rolled back
     */
    @POST
    public Response tell(
            @FormParam("type") String type,
            @FormParam("user") String user,
            @FormParam("session") String userSession,
            @FormParam("error") String error,
            @FormParam("detail") String detail,
            @FormParam("fails") boolean fails) {
        EventBuilder event = new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.valueOf(type))
                .user(user)
                .session(userSession);
        if (detail != null) {
            event.detail(detail.substring(0, detail.indexOf('=')), detail.substring(detail.indexOf('=') + 1));
        }
        if (error == null) {
            event.success();
        } else {
            event.error(error);
        }
        if (fails) {
            throw new BadRequestException("As asked for");
        }
        return Response.noContent().build();
    }

    /**
     * Tells the history of sessions of what an administrator has done, which nobody has.
     *
     * @param operation an {@link OperationType}
     * @param path the resource's
     */
    @POST
    @Path("admin")
    public Response tellOfAdministrator(@FormParam("operation") String operation, @FormParam("path") String path) {
        AdminEvent event = new AdminEvent();
        event.setRealmId(session.getContext().getRealm().getId());
        event.setOperationType(OperationType.valueOf(operation));
        event.setResourcePath(path);
        session.getProvider(EventListenerProvider.class, "gatehouse-session-history")
                .onEvent(event, false);
        return Response.noContent().build();
    }
}
