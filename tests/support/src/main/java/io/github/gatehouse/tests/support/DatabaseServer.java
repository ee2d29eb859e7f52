package io.github.gatehouse.tests.support;

import java.util.List;

/** A database server of this machine with an empty database in it, for one Keycloak server; {@link #close()} ends it and forgets its data. */
interface DatabaseServer extends AutoCloseable {

    /** The value of Keycloak's build option {@code --db}. */
    String vendor();

    /** The options of {@code kc.sh start} with which Keycloak finds the database. */
    List<String> startOptions();

    /** The JDBC address of the database, user name and password included. */
    String jdbcUrl();

    @Override
    void close();
}
