package io.github.gatehouse.tests.support;

import java.util.List;
import java.util.Optional;

/** Something that provides a running server; {@link #close()} ends what was started. */
interface ServerBackend extends AutoCloseable {

    /** The nodes, all of them ready, at least one. */
    List<ServerNode> nodes();

    /** The JDBC address of the database with user name and password, if a test may look into it. */
    default Optional<String> jdbcUrl() {
        return Optional.empty();
    }

    @Override
    void close();
}
