package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Keycloak's own distribution, unpacked and built with Gatehouse in it, each node as a process of this machine. */
final class DistBackend implements ServerBackend {

    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<Path> homes = new ArrayList<>();
    private EmbeddedPostgres postgres;

    private DistBackend() {}

    /**
     * Starts a server.
     *
     * @param serverName the beginning of the names of its homes and logs, different for each server that runs at the same time
     */
    static DistBackend start(ServerProfile profile, String serverName) {
        DistBackend backend = new DistBackend();
        try {
            backend.startNodes(profile, serverName);
            return backend;
        } catch (IOException e) {
            backend.close();
            throw new UncheckedIOException("The server did not start", e);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    @Override
    public List<ServerNode> nodes() {
        return processes.stream().map(ServerProcess::node).toList();
    }

    @Override
    public Optional<String> jdbcUrl() {
        return Optional.ofNullable(postgres).map(database -> database.getJdbcUrl("postgres", "postgres"));
    }

    @Override
    public void restart() {
        processes.forEach(ServerProcess::stop);
        for (ServerProcess process : processes) {
            process.startAgain();
            process.awaitReady();
        }
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
        homes.forEach(FileTrees::delete);
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not stop", e);
            }
        }
    }

    private void startNodes(ServerProfile profile, String serverName) throws IOException {
        boolean cluster = profile.nodes() > 1;
        boolean onPostgres = cluster || HarnessSettings.database() == HarnessSettings.Database.POSTGRES;
        if (onPostgres) {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start();
        }
        Path folder = HarnessSettings.output().resolve("keycloak");
        Files.createDirectories(folder);
        BuiltHomes built = new BuiltHomes(HarnessSettings.cache(), HarnessSettings.distribution());
        int publicPort = 0;
        for (int number = 1; number <= profile.nodes(); number++) {
            String name = serverName + "-node" + number;
            Path home = folder.resolve(name);
            FileTrees.delete(home);
            homes.add(home);
            built.copyTo(
                    home,
                    profile.hasGatehouse()
                            ? List.of(HarnessSettings.gatehouseZip(), HarnessSettings.extensionJar())
                            : List.of(),
                    onPostgres ? "postgres" : "dev-file",
                    profile.buildOptions());
            if (!onPostgres) {
                built.copyH2DatabaseTo(home);
            }
            int port = FreePort.find();
            if (number == 1) {
                publicPort = port;
            }
            List<String> options = new ArrayList<>(profile.startOptions());
            options.addAll(onPostgres ? databaseOptions() : List.of());
            options.addAll(cluster ? clusterOptions(publicPort) : List.of("--cache=local"));
            ServerProcess process = ServerProcess.start(home, folder.resolve(name + ".log"), port, options);
            processes.add(process);
            // One after the other: the first node creates the schema.
            process.awaitReady();
        }
    }

    private List<String> databaseOptions() {
        return List.of(
                "--db-url=jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "--db-username=postgres",
                "--db-password=postgres");
    }

    private static List<String> clusterOptions(int publicPort) {
        return List.of(
                // Tokens of one node are good at the other only if both believe in the same address.
                "--hostname=http://localhost:" + publicPort,
                "--cache=ispn",
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--cache-embedded-network-bind-port=" + FreePort.find());
    }
}
