package io.github.gatehouse.tests.apitoken;

import io.github.gatehouse.tests.support.TestServer;

/** Counts the statements that a node sends to its database. */
public final class Statements {

    /** How often calls are run to find what every run costs. */
    static final int WINDOWS = 6;

    private final TestServer server;

    public Statements(TestServer server) {
        this.server = server;
    }

    /** The fewest of several runs: the server's own timers write now and then, and only what every run costs is the calls' own. */
    public long leastDuring(Runnable calls) {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long before = soFar();
            calls.run();
            least = Math.min(least, soFar() - before);
        }
        return least;
    }

    public long soFar() {
        return server.http()
                .get("/realms/{realm}/gatehouse-testing/database")
                .send()
                .expect(200)
                .json()
                .get("statements")
                .asLong();
    }
}
