package io.github.gatehouse.accountsecurity.session;

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
import io.github.gatehouse.common.http.ControlCharacters;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.session.SessionEndReason;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/account-security/users/{userId}/sessions}: administrators see and end any user's sessions (rule X8). */
@Produces(MediaType.APPLICATION_JSON)
public final class SessionsAdminResource {

    private final AdminPermissionEvaluator auth;
    private final AdminEventBuilder adminEvent;
    private final UserModel user;
    private final Sessions sessions;

    /**
     * Of one user.
     *
     * @throws Refusal 404, if there is none
     */
    public SessionsAdminResource(AdminCall call, String userId, Clock clock) {
        this.auth = call.auth();
        this.adminEvent = call.adminEvent().resource(AdminResourceTypes.SESSION);
        this.user = ControlCharacters.in(userId) ? null : call.session().users().getUserById(call.realm(), userId);
        if (user == null) {
            // Who may not see users is not told which exist.
            auth.users().requireView();
            throw Refusal.notFound("There is no such user.");
        }
        this.sessions = Sessions.of(call.session(), call.realm(), user, clock);
    }

    @GET
    public List<SessionRepresentation> list(
            @QueryParam("state") String state, @QueryParam("first") String first, @QueryParam("max") String max) {
        auth.users().requireView(user);
        return sessions.list(SessionState.of(state), Page.of(first, max));
    }

    @DELETE
    @Path("{id}")
    public Response end(@PathParam("id") String id) {
        auth.users().requireManage(user);
        if (!sessions.end(id, SessionEndReason.ENDED_BY_ADMINISTRATOR)) {
            throw Refusal.notFound("There is no such session.");
        }
        adminEvent
                .operation(OperationType.DELETE)
                .resourcePath("users", user.getId(), "sessions", id)
                .success();
        return Response.noContent().build();
    }

    /** Ends all of the user's sessions. */
    @DELETE
    public Response endAll() {
        auth.users().requireManage(user);
        sessions.endAll(true, SessionEndReason.ENDED_BY_ADMINISTRATOR);
        adminEvent
                .operation(OperationType.DELETE)
                .resourcePath("users", user.getId(), "sessions")
                .success();
        return Response.noContent().build();
    }
}
