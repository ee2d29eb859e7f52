package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keycloak's own distribution, unpacked and built with Gatehouse in it, each node as a process of this machine. */
final class DistBackend implements ServerBackend {

    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<Path> homes = new ArrayList<>();
    /** Absent while Keycloak's embedded one is used. */
    private Optional<DatabaseServer> database = Optional.empty();

    private DistBackend() {}

    /**
     * Starts a server.
     *
     * @param serverName the beginning of the names of its homes and logs, different for each server that runs at the same time
     * @param mode what is worth more for this server
     */
    static DistBackend start(ServerProfile profile, String serverName, JvmMode mode) {
        DistBackend backend = new DistBackend();
        try {
            backend.startNodes(profile, serverName, mode);
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
        return database.map(DatabaseServer::jdbcUrl);
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
        database.ifPresent(DatabaseServer::close);
    }

    private void startNodes(ServerProfile profile, String serverName, JvmMode mode) throws IOException {
        boolean cluster = profile.nodes() > 1;
        Path folder = HarnessSettings.output().resolve("keycloak");
        Files.createDirectories(folder);
        database = startDatabase(cluster, folder.resolve(serverName + "-database.log"));
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
                    database.map(DatabaseServer::vendor).orElse("dev-file"),
                    profile.buildOptions());
            if (database.isEmpty()) {
                built.copyH2DatabaseTo(home);
            }
            int port = FreePort.find();
            if (number == 1) {
                publicPort = port;
            }
            List<String> options = new ArrayList<>(profile.startOptions());
            options.addAll(database.map(DatabaseServer::startOptions).orElse(List.of()));
            options.addAll(cluster ? clusterOptions(publicPort) : List.of("--cache=local"));
            ServerProcess process = ServerProcess.start(home, folder.resolve(name + ".log"), mode, port, options);
            processes.add(process);
            // One after the other: the first node creates the schema.
            process.awaitReady();
        }
    }

    private static Optional<DatabaseServer> startDatabase(boolean cluster, Path log) throws IOException {
        return switch (HarnessSettings.database()) {
            // The embedded one belongs to one process.
            case H2 -> cluster ? Optional.of(PostgresServer.start()) : Optional.empty();
            case POSTGRES -> Optional.of(PostgresServer.start());
            case MARIADB -> Optional.of(MariaDbServer.start(MariaDbInstallation.find(), log));
        };
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
