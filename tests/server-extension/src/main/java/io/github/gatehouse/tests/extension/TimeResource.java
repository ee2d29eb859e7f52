package io.github.gatehouse.tests.extension;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.UserCache;

/**
 * The offset, in seconds, between the machine's clock and the one that Keycloak and Gatehouse read ({@link Time}). It belongs to
 * one node: in a cluster each node is told.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class TimeResource {

    private final KeycloakSession session;

    TimeResource(KeycloakSession session) {
        this.session = session;
    }

    /** What the server's clock says now. */
    @GET
    public ServerTime read() {
        return new ServerTime(Time.getOffset(), Time.currentTimeMillis());
    }

    /**
     * Moves the server's clock.
     *
     * @param change the new offset from the machine's clock, in seconds; replaces the one before
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public ServerTime move(OffsetChange change) {
        Time.setOffset(change.offsetSeconds());
        forgetCached();
        return read();
    }

    /** Puts the server's clock back to the machine's. */
    @DELETE
    public ServerTime reset() {
        Time.setOffset(0);
        forgetCached();
        return read();
    }

    /** Cached users and realms carry values that were computed at the old time, for example the lifespan of the entry itself. */
    private void forgetCached() {
        CacheRealmProvider realms = session.getProvider(CacheRealmProvider.class);
        if (realms != null) {
            realms.clear();
        }
        UserCache users = session.getProvider(UserCache.class);
        if (users != null) {
            users.clear();
        }
    }

    /**
     * A wish to move the clock.
     *
     * @param offsetSeconds distance from the machine's clock in seconds, positive = the future
     */
    public record OffsetChange(int offsetSeconds) {}

    /**
     * The state of the server's clock.
     *
     * @param offsetSeconds distance from the machine's clock in seconds
     * @param epochMillis the server's time in milliseconds since 1970-01-01T00:00Z
     */
    public record ServerTime(int offsetSeconds, long epochMillis) {}
}
