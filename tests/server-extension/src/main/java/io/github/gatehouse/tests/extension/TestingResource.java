package io.github.gatehouse.tests.extension;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

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

    /** How many passwords this node has hashed in realms with the policy {@code hashAlgorithm(counted)}. */
    @GET
    @Path("hashes")
    @Produces(MediaType.TEXT_PLAIN)
    public String hashes() {
        return Long.toString(CountedHashProviderFactory.computed());
    }

    /** User events that nothing has caused. */
    @Path("events")
    public EventResource events() {
        return new EventResource(session);
    }

    /** Notices that two nodes claim at once. */
    @Path("notices")
    public NoticeResource notices() {
        return new NoticeResource(session);
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

    /** A call that does nothing but look a user and a role up, both of which Keycloak has in its caches: the floor for what decides about a user. */
    @GET
    @Path("no-op/{user}/{role}")
    public Response lookUp(@PathParam("user") String user, @PathParam("role") String role) {
        RealmModel realm = session.getContext().getRealm();
        UserModel found = session.users().getUserById(realm, user);
        return found != null && found.isEnabled() && found.hasRole(realm.getRoleById(role))
                ? emptyAnswer()
                : Response.status(Response.Status.NOT_FOUND).build();
    }

    /** Disables a user without any event, as a provider of users, a job or another extension can. */
    @POST
    @Path("users/{user}/disable")
    public Response disable(@PathParam("user") String user) {
        session.users().getUserById(session.getContext().getRealm(), user).setEnabled(false);
        return emptyAnswer();
    }

    /**
     * Reports that a user has changed the password, as Keycloak does, without changing it.
     *
     * @param rolledBack whether the transaction fails afterwards
     */
    @POST
    @Path("users/{user}/password-changed")
    public Response passwordChanged(@PathParam("user") String user, @QueryParam("rolledBack") boolean rolledBack) {
        new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.UPDATE_CREDENTIAL)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
                .success();
        if (rolledBack) {
            session.getTransactionManager().setRollbackOnly();
        }
        return emptyAnswer();
    }

    private static Response emptyAnswer() {
        // Keycloak's security-headers provider turns a 200 without entity and without media type into a 500.
        return Response.ok().type(MediaType.TEXT_PLAIN_TYPE).build();
    }
}
