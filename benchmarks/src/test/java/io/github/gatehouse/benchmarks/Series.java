package io.github.gatehouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The measurements of one call, one for each round. */
final class Series {

    private final List<Measurement> measurements = new ArrayList<>();

    void add(Measurement measurement) {
        measurements.add(measurement);
    }

    double medianRequestsPerSecond() {
        return median(Measurement::requestsPerSecond);
    }

    double minRequestsPerSecond() {
        return measurements.stream()
                .mapToDouble(Measurement::requestsPerSecond)
                .min()
                .orElseThrow();
    }

    double maxRequestsPerSecond() {
        return measurements.stream()
                .mapToDouble(Measurement::requestsPerSecond)
                .max()
                .orElseThrow();
    }

    double medianCpuMicrosPerRequest() {
        return median(Measurement::cpuMicrosPerRequest);
    }

    double medianP50Millis() {
        return median(measurement -> millis(measurement.p50()));
    }

    double medianP99Millis() {
        return median(measurement -> millis(measurement.p99()));
    }

    long requests() {
        return measurements.stream().mapToLong(Measurement::requests).sum();
    }

    /** The ratios of requests per second to those of another call, each within one round. */
    Ratios to(Series baseline) {
        return ratios(baseline, Measurement::requestsPerSecond);
    }

    /** The ratios of CPU time per request to that of another call, each within one round. */
    Ratios cpuTo(Series baseline) {
        return ratios(baseline, Measurement::cpuMicrosPerRequest);
    }

    private Ratios ratios(Series baseline, ToDoubleFunction<Measurement> value) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < measurements.size(); round++) {
            ratios.add(value.applyAsDouble(measurements.get(round))
                    / value.applyAsDouble(baseline.measurements.get(round)));
        }
        return new Ratios(
                median(ratios),
                ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }

    private double median(ToDoubleFunction<Measurement> value) {
        return median(measurements.stream().mapToDouble(value).boxed().toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** Median, smallest and largest ratio of all rounds. */
    record Ratios(double median, double min, double max) {}
}
