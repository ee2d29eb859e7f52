package io.github.gatehouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Requests of one kind that are sent in rotation.
 *
 * @param name as it stands in the results
 * @param calls file with the requests, as {@code rotate.lua} reads it
 * @param size number of requests in the file
 * @param smallestAnswer how many bytes an answer has at least; a shorter one is a refusal that came with status 200
 */
record Workload(String name, Path calls, int size, int smallestAnswer) {

    static Workload of(String name, Path folder, List<HttpCall> calls, int smallestAnswer) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".calls");
            Files.write(file, calls.stream().map(HttpCall::toLine).toList());
            return new Workload(name, file, calls.size(), smallestAnswer);
        } catch (IOException e) {
            throw new UncheckedIOException("Not written: requests of " + name, e);
        }
    }
}
