package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/** A node that runs as a process of this machine, in production mode, on free ports of the loopback interface. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final List<String> command;
    private final Path log;
    private final JvmMode mode;
    private final URI baseUri;
    private final URI managementUri;
    private final Thread emergencyStop;
    private volatile Process process;

    private ServerProcess(List<String> command, Path log, JvmMode mode, int httpPort, int managementPort) {
        this.command = List.copyOf(command);
        this.log = log;
        this.mode = mode;
        this.process = launch(ProcessBuilder.Redirect.to(log.toFile()));
        // The browser takes passkeys on localhost without TLS, but not on 127.0.0.1.
        this.baseUri = URI.create("http://localhost:" + httpPort);
        this.managementUri = URI.create("http://localhost:" + managementPort);
        this.emergencyStop = new Thread(this::kill, "stop-keycloak-" + httpPort);
        Runtime.getRuntime().addShutdownHook(emergencyStop);
    }

    /** Starts a home that was built; returns before the server is ready. */
    static ServerProcess start(Path home, Path log, JvmMode mode, int httpPort, List<String> options) {
        int managementPort = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin").resolve("kc.sh").toString(),
                // The whole error where a server does not start.
                "--verbose",
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + httpPort,
                "--http-management-port=" + managementPort,
                "--hostname-strict=false",
                // The health end point logs each "not yet" while the harness waits.
                "--log-level=INFO,io.smallrye.health:WARN",
                // Tests choose a client's address with X-Forwarded-For.
                "--proxy-headers=xforwarded",
                "--proxy-trusted-addresses=127.0.0.1"));
        command.addAll(options);
        return new ServerProcess(command, log, mode, httpPort, managementPort);
    }

    /** Starts a server that was {@linkplain #stop() stopped} with the same options; returns before it is ready. */
    void startAgain() {
        process = launch(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private Process launch(ProcessBuilder.Redirect output) {
        try {
            return KeycloakCommand.prepare(command, log, mode)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Not started: " + command, e);
        }
    }

    /**
     * Asks the server to end, and waits until it has.
     *
     * @throws IllegalStateException if it does not end by itself in time
     */
    void stop() {
        if (!endsByItself()) {
            kill();
            throw new IllegalStateException(
                    "Killed, because it did not end within " + STOP_TIMEOUT + KeycloakCommand.tail(log));
        }
    }

    /** Waits until the server says that it is ready: in production mode the port is open long before. */
    void awaitReady() {
        Http management = new Http(managementUri, "master");
        Awaitility.await("server ready, log in " + log)
                .atMost(START_TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("The server ended while starting" + KeycloakCommand.tail(log));
                    }
                    return isReady(management);
                });
    }

    ServerNode node() {
        // kc.sh is a shell that waits for the JVM.
        Optional<Long> jvm =
                process.toHandle().children().map(ProcessHandle::pid).findFirst();
        return new ServerNode(baseUri, managementUri, Optional.of(log), jvm.or(() -> Optional.of(process.pid())));
    }

    @Override
    public void close() {
        if (!endsByItself()) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(emergencyStop);
    }

    private boolean endsByItself() {
        process.destroy();
        try {
            return process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static boolean isReady(Http management) {
        try {
            return management.get("/health/ready").send().status() == 200;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ConnectException) {
                return false;
            }
            throw e;
        }
    }
}
