package io.github.gatehouse.benchmarks;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much is measured; the properties {@code gatehouse.benchmark.*} of the module's POM.
 *
 * @param keycloak version of the server
 * @param heap the server's heap as the JVM takes it, minimum and maximum, for example {@code 1g}
 * @param connections how many connections send requests at the same time
 * @param warmUp how long all calls run before anything is measured
 * @param rounds how often each call is measured
 * @param measuring how long a call is measured in each round
 * @param sizeRounds how often each call is measured with few and with many tokens; 0 leaves out all but the comparison of calls
 * @param tokens how many tokens are many
 * @param users how many users are many for set-up
 * @param rows how many rows of history are many
 * @param sessions how many sessions are ended at once
 * @param failuresPerSecond how many wrong passwords somebody tries for one user, if the machine can do it
 * @param output folder for the results and for wrk's files
 */
record BenchmarkSettings(
        String keycloak,
        String heap,
        int connections,
        Duration warmUp,
        int rounds,
        Duration measuring,
        int sizeRounds,
        int tokens,
        int users,
        int rows,
        int sessions,
        int failuresPerSecond,
        Path output) {

    static BenchmarkSettings read() {
        return new BenchmarkSettings(
                text("keycloak"),
                text("heap"),
                number("connections"),
                Duration.ofSeconds(number("warmUpSeconds")),
                number("rounds"),
                Duration.ofSeconds(number("seconds")),
                number("sizeRounds"),
                number("tokens"),
                number("users"),
                number("rows"),
                number("sessions"),
                number("failuresPerSecond"),
                Path.of(System.getProperty("gatehouse.tests.output", "target")).resolve("benchmarks"));
    }

    private static String text(String name) {
        String key = "gatehouse.benchmark." + name;
        String value = System.getProperty(key, "");
        if (value.isBlank()) {
            throw new IllegalStateException("System property " + key + " is not set; run benchmarks/run.sh");
        }
        return value;
    }

    private static int number(String name) {
        String value = text(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    "System property gatehouse.benchmark." + name + " is no whole number: " + value, e);
        }
    }
}
