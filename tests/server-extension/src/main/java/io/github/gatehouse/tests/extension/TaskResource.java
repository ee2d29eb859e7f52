package io.github.gatehouse.tests.extension;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.TimerProvider;
import org.keycloak.timer.TimerProvider.TimerTaskContext;

/** Runs a scheduled task of this node at once, so that no test waits for its interval. */
public final class TaskResource {

    private final KeycloakSession session;

    TaskResource(KeycloakSession session) {
        this.session = session;
    }

    @POST
    @Path("{name}")
    public Response run(@PathParam("name") String name) {
        TimerTaskContext task =
                session.getProvider(TimerProvider.class).getTasks().get(name);
        if (task == null) {
            throw new NotFoundException("No task is scheduled under this name");
        }
        task.getRunnable().run();
        return Response.noContent().build();
    }
}
