package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls of {@code kc.sh} with the environment that test servers have. */
final class KeycloakCommand {

    private static final int SHOWN_LINES = 60;

    private KeycloakCommand() {}

    /** The command, ready to start; everything it prints goes to the log. */
    static ProcessBuilder prepare(List<String> command, Path log, JvmMode mode) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        Map<String, String> environment = builder.environment();
        // The options of the build that runs the tests must not change the server.
        environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA_OPTS"));
        environment.put("JAVA_HOME", HarnessSettings.javaHome().toString());
        environment.put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx768m");
        environment.put("JAVA_OPTS_APPEND", mode.javaOptions());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", BootstrapAdmin.username());
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", BootstrapAdmin.password());
        return builder;
    }

    /** Runs a command to its end. */
    static void run(List<String> command, Path log, Duration timeout) {
        try {
            Process process = prepare(command, log, JvmMode.QUICK_START).start();
            if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Not finished after " + timeout + ": " + command + tail(log));
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("Exit code " + process.exitValue() + ": " + command + tail(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Not started: " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted: " + command, e);
        }
    }

    /** The last lines of a log, for an error message. */
    static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return System.lineSeparator()
                    + String.join(
                            System.lineSeparator(),
                            lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return " (no log: " + e.getMessage() + ")";
        }
    }
}
