package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The PostgreSQL that comes with the build. */
final class PostgresServer implements DatabaseServer {

    private static final String NAME = "postgres";

    private final EmbeddedPostgres process;

    private PostgresServer(EmbeddedPostgres process) {
        this.process = process;
    }

    static PostgresServer start() throws IOException {
        return new PostgresServer(EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "300")
                .start());
    }

    @Override
    public String vendor() {
        return "postgres";
    }

    @Override
    public List<String> startOptions() {
        return List.of(
                "--db-url=jdbc:postgresql://127.0.0.1:" + process.getPort() + "/" + NAME,
                "--db-username=" + NAME,
                "--db-password=" + NAME);
    }

    @Override
    public String jdbcUrl() {
        return process.getJdbcUrl(NAME, NAME);
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
