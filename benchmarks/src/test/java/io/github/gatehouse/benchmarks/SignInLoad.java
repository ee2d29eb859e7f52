package io.github.gatehouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.github.gatehouse.tests.support.TestServer;

/** Users who sign in one after the other on some connections, and somebody who fails at a steady rate meanwhile. */
final class SignInLoad {

    private static final int ATTACKERS = 32;

    private final ProcessHandle server;
    private final int connections;

    SignInLoad(TestServer server, int connections) {
        this.server = ProcessHandle.of(server.pid())
                .orElseThrow(() -> new IllegalStateException("The server's process is gone"));
        this.connections = connections;
    }

    /**
     * Signs users in, each connection its own, for a time.
     *
     * @param signIn gets a number that no other connection has at the same time
     * @throws IllegalStateException if one of the sign-ins did not succeed
     */
    Measurement run(IntConsumer signIn, Duration duration) {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            Duration cpuBefore = cpu();
            long start = System.nanoTime();
            List<Callable<List<Long>>> users = IntStream.range(0, connections)
                    .<Callable<List<Long>>>mapToObj(
                            number -> () -> signInFor(signIn, number, start + duration.toNanos()))
                    .toList();
            List<Long> times = new ArrayList<>();
            for (Future<List<Long>> user : threads.invokeAll(users)) {
                times.addAll(user.get());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            List<Long> sorted = times.stream().sorted().toList();
            return new Measurement(
                    sorted.size(), took, percentile(sorted, 50), percentile(sorted, 99), cpu().minus(cpuBefore));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while users signed in", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A sign-in failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Long> signInFor(IntConsumer signIn, int number, long end) {
        List<Long> times = new ArrayList<>();
        do {
            long begin = System.nanoTime();
            signIn.accept(number);
            times.add(System.nanoTime() - begin);
        } while (System.nanoTime() < end);
        return times;
    }

    private static Duration percentile(List<Long> sorted, int percent) {
        return Duration.ofNanos(sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)));
    }

    private Duration cpu() {
        return server.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("This system does not tell a process's CPU time"));
    }

    /** Begins to fail so many times a second, or as often as there are answers. */
    Attack attack(Runnable failure, int perSecond) {
        return new Attack(failure, perSecond);
    }

    /** Goes on until it is closed. */
    static final class Attack implements AutoCloseable {

        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(ATTACKERS);
        private final LongAdder answered = new LongAdder();
        private final long start = System.nanoTime();

        private Attack(Runnable failure, int perSecond) {
            long pause = TimeUnit.SECONDS.toNanos(ATTACKERS) / perSecond;
            for (int attacker = 0; attacker < ATTACKERS; attacker++) {
                threads.scheduleAtFixedRate(
                        () -> {
                            failure.run();
                            answered.increment();
                        },
                        pause * attacker / ATTACKERS,
                        pause,
                        TimeUnit.NANOSECONDS);
            }
        }

        /** Answered attempts per second since the beginning. */
        double perSecond() {
            return answered.sum() * 1e9 / (System.nanoTime() - start);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
