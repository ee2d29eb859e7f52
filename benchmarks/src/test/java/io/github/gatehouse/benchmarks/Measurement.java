package io.github.gatehouse.benchmarks;

import java.time.Duration;

/**
 * What came of one run of a load.
 *
 * @param requests answered requests
 * @param took how long it ran
 * @param p50 half of the answers came within this time, as the load generator reports it
 * @param p99 99 of 100 answers came within this time
 * @param cpu CPU time that the server's process used meanwhile, in all its threads
 */
record Measurement(long requests, Duration took, Duration p50, Duration p99, Duration cpu) {

    double requestsPerSecond() {
        return requests * 1e9 / took.toNanos();
    }

    /** CPU time of the server per request, in microseconds. */
    double cpuMicrosPerRequest() {
        return cpu.toNanos() / 1e3 / requests;
    }
}
