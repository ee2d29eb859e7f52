package io.github.gatehouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.gatehouse.tests.support.TestServer;

/** Sends requests to a server with wrk, as many as it takes, over a fixed number of connections. */
final class LoadGenerator {

    private static final Pattern NUMBER = Pattern.compile("(\\w+)=(\\d+)");

    private final URI server;
    private final ProcessHandle serverProcess;
    private final int connections;
    private final Path script;

    LoadGenerator(TestServer server, int connections) {
        this.server = server.baseUri();
        this.serverProcess = ProcessHandle.of(server.pid())
                .orElseThrow(() -> new IllegalStateException("The server's process is gone"));
        this.connections = connections;
        this.script = script();
    }

    /**
     * Sends the requests of a workload in rotation.
     *
     * @throws IllegalStateException if one was not answered, was answered with another status than 2xx or 3xx, or the answers are too short
     */
    Measurement run(Workload workload, Duration duration) {
        Duration cpuBefore = cpu();
        String output = wrk(workload, duration);
        Duration cpu = cpu().minus(cpuBefore);

        Map<String, Long> numbers = numbers(output);
        long requests = numbers.get("requests");
        if (requests == 0 || numbers.get("not2xx") > 0 || numbers.get("broken") > 0) {
            throw new IllegalStateException("Not all requests of '" + workload.name() + "' succeeded: " + output);
        }
        if (numbers.get("bytes") / requests < workload.smallestAnswer()) {
            throw new IllegalStateException(
                    "The answers of '" + workload.name() + "' are too short to be what was asked for: " + output);
        }
        return new Measurement(
                requests,
                Duration.ofNanos(numbers.get("micros") * 1000),
                Duration.ofNanos(numbers.get("p50") * 1000),
                Duration.ofNanos(numbers.get("p99") * 1000),
                cpu);
    }

    private String wrk(Workload workload, Duration duration) {
        // One thread: it makes far more requests than the server can answer, and the cores are the server's.
        List<String> command = List.of(
                "wrk",
                "--threads",
                "1",
                "--connections",
                Integer.toString(connections),
                "--duration",
                duration.toSeconds() + "s",
                "--timeout",
                "10s",
                "--script",
                script.toString(),
                server.toString(),
                "--",
                workload.calls().toString());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("wrk failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("wrk did not start; is it installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while wrk ran", e);
        }
    }

    /** User and system time of the server's process so far; on Linux from {@code /proc/<pid>/stat}. */
    private Duration cpu() {
        return serverProcess
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("This system does not tell a process's CPU time"));
    }

    private static Map<String, Long> numbers(String output) {
        String line = output.lines()
                .filter(text -> text.startsWith("RESULT "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk reported nothing: " + output));
        return NUMBER.matcher(line)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> Long.valueOf(match.group(2))));
    }

    private static Path script() {
        try {
            return Path.of(LoadGenerator.class.getResource("/rotate.lua").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path has no usable address", e);
        }
    }
}
