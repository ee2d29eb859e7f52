package io.github.gatehouse.accountsecurity.session;

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

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.Page;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.common.session.SessionEndReason;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/account-security/sessions}: users see and end their own sessions (rules S1, S2). */
@Produces(MediaType.APPLICATION_JSON)
public final class SessionsResource {

    private static final String[] METHODS = {"GET", "DELETE"};

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public SessionsResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.clock = clock;
    }

    @GET
    public List<SessionRepresentation> list(
            @QueryParam("state") String state, @QueryParam("first") String first, @QueryParam("max") String max) {
        AccountCaller caller = caller();
        caller.requireView();
        return sessions(caller).list(SessionState.of(state), Page.of(first, max));
    }

    /** Ends one. */
    @DELETE
    @Path("{id}")
    public Response end(@PathParam("id") String id) {
        AccountCaller caller = caller();
        caller.requireManage();
        boolean isCurrent = id.equals(caller.session().getId());
        if (!isCurrent) {
            caller.requireOwner();
        }
        if (!sessions(caller).end(id, isCurrent ? SessionEndReason.SIGNED_OUT : SessionEndReason.ENDED_BY_USER)) {
            throw Refusal.notFound("There is no such session.");
        }
        return Response.noContent().build();
    }

    /** Ends all others; with {@code current=true} this one as well. */
    @DELETE
    public Response endAll(@QueryParam("current") String current) {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        sessions(caller).endAll(isTrue(current), SessionEndReason.ENDED_BY_USER);
        return Response.noContent().build();
    }

    private static boolean isTrue(String current) {
        if (current == null || current.isEmpty() || current.equals("false")) {
            return false;
        }
        if (current.equals("true")) {
            return true;
        }
        throw Refusal.invalid("current", "'current' must be true or false.");
    }

    private Sessions sessions(AccountCaller caller) {
        return Sessions.own(session, realm, caller.session(), clock);
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
