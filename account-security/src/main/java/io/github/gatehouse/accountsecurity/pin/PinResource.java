package io.github.gatehouse.accountsecurity.pin;

import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.account.AccountCaller;
import io.github.gatehouse.common.http.JsonBody;
import io.github.gatehouse.common.http.Refusal;
import io.github.gatehouse.storage.pin.PinCredential;
import io.github.gatehouse.storage.pin.PinRule;
import io.github.gatehouse.storage.pin.PinRules;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;

/** {@code /realms/{realm}/account-security/pin}: users rule their own PIN (rule M5). */
@Produces(MediaType.APPLICATION_JSON)
public final class PinResource {

    private static final String[] METHODS = {"GET", "PUT", "DELETE"};
    private static final String PIN = "pin";

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
        return new PinRepresentation(PinCredential.of(caller.user()).isPresent());
    }

    /** Sets the PIN, or replaces it. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    public Response set(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        AccountCaller caller = freshOwner();
        String pin = JsonBody.read(body, type, Set.of(PIN)).requiredText(PIN);
        Optional<PinRule> broken = PinRules.brokenBy(pin);
        if (broken.isPresent()) {
            throw refused(broken.get());
        }
        PinCredential.set(caller.user(), pin);
        event(caller, EventType.UPDATE_CREDENTIAL).success();
        return Response.noContent().build();
    }

    private static Refusal refused(PinRule rule) {
        return switch (rule) {
            case ONLY_DIGITS, LONG_ENOUGH, SHORT_ENOUGH -> Refusal.invalid(PIN, rule.description());
            case DIFFERENT_DIGITS, NO_SERIES, NO_REPETITION, NO_MIRROR ->
                Refusal.badRequest("guessable_pin", PIN, rule.description());
        };
    }

    /** Removes the PIN. Without one, nothing changes. */
    @DELETE
    public Response remove() {
        AccountCaller caller = freshOwner();
        if (PinCredential.remove(caller.user())) {
            event(caller, EventType.REMOVE_CREDENTIAL).success();
        }
        return Response.noContent().build();
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

    private AccountCaller freshOwner() {
        AccountCaller caller = caller();
        caller.requireManage();
        caller.requireOwner();
        caller.requireFreshSignIn(clock);
        return caller;
    }

    private EventBuilder event(AccountCaller caller, EventType type) {
        return new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .client(caller.client())
                .user(caller.user())
                .session(caller.session())
                .event(type)
                .detail(Details.CREDENTIAL_TYPE, PinCredential.TYPE);
    }
}
