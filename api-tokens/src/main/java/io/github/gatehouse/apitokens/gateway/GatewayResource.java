package io.github.gatehouse.apitokens.gateway;

import java.util.List;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.keycloak.models.KeycloakSession;

/**
 * {@code …/api-tokens/verify}, for gateways: whatever the method and whatever follows in the path, because some send the caller's own. Query: {@code role}
 * (each one given is needed) and {@code audience} (the client id the gateway stands for). Where a path follows, the query is the caller's own: roles in it can
 * only narrow what passes, but an audience in it would be chosen by the caller and does not count.
 */
public final class GatewayResource {

    private final KeycloakSession session;

    public GatewayResource(KeycloakSession session) {
        this.session = session;
    }

    @GET
    @Path("{path: .*}")
    public Response get() {
        return verify();
    }

    @HEAD
    @Path("{path: .*}")
    public Response head() {
        return verify();
    }

    @POST
    @Path("{path: .*}")
    public Response post() {
        return verify();
    }

    @PUT
    @Path("{path: .*}")
    public Response put() {
        return verify();
    }

    @PATCH
    @Path("{path: .*}")
    public Response patch() {
        return verify();
    }

    @DELETE
    @Path("{path: .*}")
    public Response delete() {
        return verify();
    }

    @OPTIONS
    @Path("{path: .*}")
    public Response options() {
        return verify();
    }

    private Response verify() {
        // As it was sent: Keycloak's own view of it also works out by which host names the server is known, which
        // nothing here
        // needs.
        UriInfo uri = session.getContext().getHttpRequest().getUri();
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        boolean isCallersQuery = !isBare(uri.getPath());
        return new GatewayVerification(session)
                .verify(
                        query.getOrDefault("role", List.of()),
                        isCallersQuery ? List.of() : query.getOrDefault("audience", List.of()));
    }

    /** Whether nothing follows the address of the resource, not even a slash: {@code /} is a path a caller can ask for. */
    private boolean isBare(String path) {
        String bare = "realms/" + session.getContext().getRealm().getName() + "/api-tokens/verify";
        return path.startsWith("/") ? path.substring(1).equals(bare) : path.equals(bare);
    }
}
