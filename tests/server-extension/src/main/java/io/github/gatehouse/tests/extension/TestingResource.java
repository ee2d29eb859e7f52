package io.github.gatehouse.tests.extension;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;

/** The root of the testing resource: the server's clock, and calls that do nothing. */
public final class TestingResource {

    private final KeycloakSession session;

    TestingResource(KeycloakSession session) {
        this.session = session;
    }

    /** The server's clock. */
    @Path("time")
    public TimeResource time() {
        return new TimeResource(session);
    }

    /** How many statements were sent to the database. */
    @Path("database")
    public DatabaseResource database() {
        return new DatabaseResource(session);
    }

    /** The tasks this node runs at intervals. */
    @Path("tasks")
    public TaskResource tasks() {
        return new TaskResource(session);
    }

    /** The least that a GET in a realm resource can cost: the floor that benchmarks compare with. */
    @GET
    @Path("no-op")
    public Response doNothing() {
        return emptyAnswer();
    }

    /**
     * The least that a POST with a form can cost. The form is read, because reading it is most of what such a call costs.
     *
     * @param form the parsed form, otherwise unused
     */
    @POST
    @Path("no-op")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response doNothing(MultivaluedMap<String, String> form) {
        return emptyAnswer();
    }

    private static Response emptyAnswer() {
        // Keycloak's security-headers provider turns a 200 without entity and without media type into a 500.
        return Response.ok().type(MediaType.TEXT_PLAIN_TYPE).build();
    }
}
