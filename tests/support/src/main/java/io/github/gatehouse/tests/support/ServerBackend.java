package io.github.gatehouse.tests.support;

import java.util.List;
import java.util.Optional;

import org.opentest4j.TestAbortedException;

/** Something that provides a running server; {@link #close()} ends what was started. */
interface ServerBackend extends AutoCloseable {

    /** The nodes, all of them ready, at least one. */
    List<ServerNode> nodes();

    /** The JDBC address of the database with user name and password, if a test may look into it. */
    default Optional<String> jdbcUrl() {
        return Optional.empty();
    }

    /**
     * Stops all nodes in an orderly way and starts them again with the same data at the same addresses.
     *
     * @throws TestAbortedException if this backend cannot do that: the test is skipped
     */
    default void restart() {
        throw new TestAbortedException("Only a server from the distribution can be restarted");
    }

    @Override
    void close();
}
