package io.github.gatehouse.accountsecurity.pin;

import java.time.Clock;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.storage.pin.PinCredential;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/account-security/pin}: users rule their own PIN (rule M5). */
@Produces(MediaType.APPLICATION_JSON)
public final class PinResource {

    private static final String[] METHODS = {"GET"};

    private final KeycloakSession session;
    private final Clock clock;

    public PinResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * The state of the own PIN.
     *
     * @param configured whether there is one
     */
    public record PinRepresentation(boolean configured) {}

    @GET
    public PinRepresentation get() {
        AccountCaller caller = caller();
        caller.requireView();
        return new PinRepresentation(PinCredential.isSetBy(caller.user()));
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
