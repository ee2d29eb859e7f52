package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

/** A MariaDB as a process of this machine, on a free port of the loopback interface, used in the way that {@code docs/operations.md} says. */
final class MariaDbServer implements DatabaseServer {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final String NAME = "keycloak";

    private final Path folder;
    private final int port;
    private final Process process;
    private final Thread emergencyStop;

    private MariaDbServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
        this.emergencyStop = new Thread(this::kill, "stop-mariadb-" + port);
        Runtime.getRuntime().addShutdownHook(emergencyStop);
    }

    /**
     * Makes an empty database and starts the server.
     *
     * @param log where the server's messages go
     */
    static MariaDbServer start(MariaDbInstallation installation, Path log) throws IOException {
        // Not below the module's target: the path of a socket may have no more than some hundred characters.
        Path folder = Files.createTempDirectory("gatehouse-mariadb");
        Path data = folder.resolve("data");
        installation.createData(data, log);
        // One character set for the whole database, as Keycloak wants it.
        Path setUp = Files.writeString(
                folder.resolve("set-up.sql"),
                """
                create database %1$s character set utf8mb4 collate utf8mb4_unicode_ci;
                create user '%1$s'@'%%' identified by '%1$s';
                grant all on %1$s.* to '%1$s'@'%%';
                """
                        .formatted(NAME));
        int port = FreePort.find();
        Process process = installation
                .server(
                        "--datadir=" + data,
                        "--tmpdir=" + folder,
                        "--socket=" + folder.resolve("socket"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--init-file=" + setUp,
                        "--max-connections=300",
                        // The data does not outlive the process.
                        "--innodb-flush-log-at-trx-commit=0")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        MariaDbServer server = new MariaDbServer(folder, port, process);
        try {
            server.awaitReady(log);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public String vendor() {
        return "mariadb";
    }

    @Override
    public List<String> startOptions() {
        return List.of(
                "--db-url=jdbc:mariadb://127.0.0.1:" + port + "/" + NAME + "?transactionIsolation=READ-COMMITTED",
                "--db-username=" + NAME,
                "--db-password=" + NAME);
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + NAME + "?user=" + NAME + "&password=" + NAME;
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(emergencyStop);
    }

    /** There is nothing to be saved, so nothing to wait for but the end. */
    private void kill() {
        process.destroyForcibly().onExit().join();
        FileTrees.delete(folder);
    }

    private void awaitReady(Path log) {
        Awaitility.await("MariaDB ready, log in " + log)
                .atMost(START_TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("MariaDB ended while starting" + KeycloakCommand.tail(log));
                    }
                    return accepts(port);
                });
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // The first words are the server's.
            return socket.getInputStream().read() >= 0;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port, e);
        }
    }
}
