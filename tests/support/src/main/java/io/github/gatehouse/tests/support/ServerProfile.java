package io.github.gatehouse.tests.support;

import java.util.List;

/**
 * How a server for tests is built and started. An implementation has a constructor without parameters; its simple name appears
 * in the names of log files, except where the server belongs to one test class.
 */
public interface ServerProfile {

    /** Options for {@code kc.sh build} beyond those of every test server, for example {@code --features=declarative-ui}. */
    default List<String> buildOptions() {
        return List.of();
    }

    /** Options for {@code kc.sh start} beyond those of every test server. */
    default List<String> startOptions() {
        return List.of();
    }

    /** Whether Gatehouse and the test extension are in it. Without them it is Keycloak as it comes, to compare with. */
    default boolean hasGatehouse() {
        return true;
    }

    /** How many nodes form the server: 1, or more for a cluster. A cluster runs on PostgreSQL unless the run is on MariaDB. */
    default int nodes() {
        return 1;
    }
}
