package io.github.gatehouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Live objects of a JVM by class, from {@code jcmd <pid> GC.class_histogram}, which collects garbage first. */
final class HeapHistogram {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private final Map<String, Objects> classes;

    private HeapHistogram(Map<String, Objects> classes) {
        this.classes = classes;
    }

    static HeapHistogram of(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd failed: " + output);
            }
            return parse(output);
        } catch (IOException e) {
            throw new UncheckedIOException("jcmd did not start; it is part of a JDK", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while jcmd ran", e);
        }
    }

    private static HeapHistogram parse(String output) {
        Map<String, Objects> classes = new TreeMap<>();
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> classes.merge(
                        line.group(3),
                        new Objects(Long.parseLong(line.group(1)), Long.parseLong(line.group(2))),
                        Objects::plus));
        return new HeapHistogram(classes);
    }

    /** Objects of a class, named as the JVM names it. */
    Objects of(String className) {
        return classes.getOrDefault(className, Objects.NONE);
    }

    long bytes() {
        return classes.values().stream().mapToLong(Objects::bytes).sum();
    }

    /** What has come since, class by class. */
    HeapHistogram minus(HeapHistogram before) {
        Map<String, Objects> grown = new TreeMap<>();
        classes.forEach((name, objects) -> grown.put(name, objects.minus(before.of(name))));
        before.classes.forEach((name, objects) -> grown.computeIfAbsent(name, gone -> Objects.NONE.minus(objects)));
        return new HeapHistogram(grown);
    }

    /** The classes that take most space, largest first. */
    List<Map.Entry<String, Objects>> largest(int count) {
        return classes.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Objects> entry) ->
                                entry.getValue().bytes())
                        .reversed())
                .limit(count)
                .toList();
    }

    /**
     * The objects of a class.
     *
     * @param instances how many
     * @param bytes their own size, without what they refer to
     */
    record Objects(long instances, long bytes) {

        static final Objects NONE = new Objects(0, 0);

        Objects plus(Objects other) {
            return new Objects(instances + other.instances, bytes + other.bytes);
        }

        Objects minus(Objects other) {
            return new Objects(instances - other.instances, bytes - other.bytes);
        }
    }
}
