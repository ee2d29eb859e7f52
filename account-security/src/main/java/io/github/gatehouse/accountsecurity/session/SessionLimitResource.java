package io.github.gatehouse.accountsecurity.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.github.gatehouse.common.account.CallingSession;
import io.github.gatehouse.common.session.SessionLimits;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.cors.Cors;

/**
 * {@code /realms/{realm}/account-security/automatic-logout/session}: tells an application when the session of its access token ends by the user's own limit of inactivity
 * (rule S3), so that it can warn. Unlike the rest of the account it needs neither audience nor role: it says nothing that the end of the session would not say.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class SessionLimitResource {

    private static final String[] METHODS = {"GET"};

    private final KeycloakSession session;
    private final Clock clock;

    public SessionLimitResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @GET
    public Response get() {
        UserSessionModel caller = CallingSession.of(session, METHODS);
        SessionLimitRepresentation limit = SessionLimits.limit(caller)
                .map(own -> limit(own, SessionLimits.lastActivity(caller)))
                .orElseGet(() -> new SessionLimitRepresentation(null, null));
        return Response.ok(limit).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private SessionLimitRepresentation limit(Duration limit, Instant lastActivity) {
        // Rounded up: when these seconds are over the session is.
        Duration left =
                Duration.between(clock.instant(), lastActivity.plus(limit)).plusMillis(999);
        return new SessionLimitRepresentation(
                Math.toIntExact(limit.toMinutes()), Math.toIntExact(Math.max(0, left.toSeconds())));
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
}
