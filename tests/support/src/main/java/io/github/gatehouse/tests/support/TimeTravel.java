package io.github.gatehouse.tests.support;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The clock of the server, on all its nodes. After each test it is put back. Only Keycloak's own clock moves: timers and whatever
 * reads the machine's clock stay.
 */
public final class TimeTravel {

    private static final String PATH = "/realms/master/gatehouse-testing/time";

    private final List<URI> nodes;
    private final AdminToken adminToken;
    private Duration offset = Duration.ZERO;

    TimeTravel(List<URI> nodes, AdminToken adminToken) {
        this.nodes = nodes;
        this.adminToken = adminToken;
    }

    /** Moves the clock on from where it is now; whole seconds. */
    public void advance(Duration duration) {
        moveTo(offset.plus(duration));
    }

    /** Puts the clock back to the machine's. */
    public void reset() {
        moveTo(Duration.ZERO);
    }

    /** How far the server's clock is from the machine's. */
    public Duration offset() {
        return offset;
    }

    /** What the server's clock says now. */
    public Instant now() {
        return Instant.ofEpochMilli(http(nodes.get(0))
                .get(PATH)
                .send()
                .expect(200)
                .json()
                .get("epochMillis")
                .asLong());
    }

    void resetIfMoved() {
        if (!offset.isZero()) {
            reset();
        }
    }

    private void moveTo(Duration wanted) {
        for (URI node : nodes) {
            http(node)
                    .put(PATH)
                    .json(Map.of("offsetSeconds", Math.toIntExact(wanted.toSeconds())))
                    .send()
                    .expect(200);
        }
        offset = wanted;
        adminToken.forget();
    }

    private static Http http(URI node) {
        return new Http(node, "master");
    }
}
