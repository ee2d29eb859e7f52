package io.github.gatehouse.authenticators.lockout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.gatehouse.storage.lockout.LockoutKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Attempts that wait for the outcome of others")
@Timeout(30)
class WaitingRoomTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final LockoutKey ALICE = new LockoutKey("realm", "alice", LockoutKey.ANY_BROWSER);
    private static final LockoutKey BOB = new LockoutKey("realm", "bob", LockoutKey.ANY_BROWSER);

    private final WaitingRoom room = new WaitingRoom();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private List<Future<Boolean>> wait(LockoutKey key, int times) {
        List<Future<Boolean>> waiting = IntStream.range(0, times)
                .mapToObj(number -> threads.submit(() -> room.await(key, LONG)))
                .toList();
        while (room.waiting(key) < times) {
            Thread.onSpinWait();
        }
        return waiting;
    }

    @Test
    void areCalledOneByOne() throws Exception {
        List<Future<Boolean>> waiting = wait(ALICE, 3);
        room.callNext(ALICE);
        while (room.waiting(ALICE) > 2) {
            Thread.onSpinWait();
        }
        assertThat(waiting).filteredOn(Future::isDone).hasSizeLessThanOrEqualTo(1);
        room.callAll(ALICE);
        for (Future<Boolean> one : waiting) {
            assertThat(one.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(room.waiting(ALICE)).isZero();
    }

    @Test
    void waitNoLongerThanTheyWant() {
        assertThat(room.await(ALICE, Duration.ofMillis(10))).isFalse();
        assertThat(room.waiting(ALICE)).isZero();
    }

    @Test
    void areNotCalledForSomebodyElse() {
        List<Future<Boolean>> waiting = wait(ALICE, 1);
        room.callAll(BOB);
        room.callNext(BOB);
        assertThat(waiting.get(0)).isNotDone();
        assertThat(room.waiting(ALICE)).isEqualTo(1);
    }

    @Test
    void giveUpWhenTheirThreadIsInterrupted() throws Exception {
        List<Future<Boolean>> interrupted = List.of(threads.submit(() -> {
            Thread.currentThread().interrupt();
            return !room.await(ALICE, LONG) && Thread.interrupted();
        }));
        assertThat(interrupted.get(0).get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(room.waiting(ALICE)).isZero();
    }
}
