package io.github.gatehouse.authenticators.lockout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.gatehouse.storage.lockout.LockoutKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("M4: places that are kept between the steps of a sign-in")
class KeptPlacesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final LockoutKey ALICE = new LockoutKey("realm", "alice", LockoutKey.ANY_BROWSER);
    private static final LockoutKey BOB = new LockoutKey("realm", "bob", LockoutKey.ANY_BROWSER);

    private Instant now = START;
    private final KeptPlaces places = new KeptPlaces(new Clock() {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void aPlaceIsTakenOnceAndOnlyForItsUser() {
        assertThat(places.keep(ALICE, START)).isTrue();
        assertThat(places.take(BOB)).isEmpty();
        assertThat(places.take(ALICE)).contains(START);
        assertThat(places.take(ALICE)).isEmpty();
    }

    @Test
    void ofManyWhoComeAtOnceOneTakesThePlace() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int time = 0; time < 500; time++) {
                places.keep(ALICE, START);
                List<Callable<Boolean>> takers = IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(
                                number -> () -> places.take(ALICE).isPresent())
                        .toList();
                int taken = 0;
                for (Future<Boolean> taker : threads.invokeAll(takers)) {
                    taken += taker.get() ? 1 : 0;
                }
                assertThat(taken).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSecondPlaceOfAUserIsNotKept() {
        assertThat(places.keep(ALICE, START)).isTrue();
        assertThat(places.keep(ALICE, START)).isFalse();
        assertThat(places.keep(BOB, START)).isTrue();
    }

    @Test
    void anOldPlaceIsNeitherKeptNorTaken() {
        places.keep(ALICE, START);
        pass(KeptPlaces.LONGEST);
        assertThat(places.take(ALICE)).isEmpty();
        assertThat(places.keep(BOB, START)).isFalse();
    }

    @Test
    void whatNobodyCameForIsGivenBackWhileItsLeaseRuns() {
        places.keep(ALICE, START);
        assertThat(places.dropStale()).isEmpty();
        pass(KeptPlaces.LONGEST);
        assertThat(places.dropStale()).containsExactly(ALICE);
        assertThat(places.dropStale()).isEmpty();
    }

    @Test
    @DisplayName("a place whose lease is over may be another attempt's by now and is not given back")
    void whoseLeaseIsOverIsForgotten() {
        places.keep(ALICE, START);
        pass(SignInAttempts.LEASE);
        assertThat(places.dropStale()).isEmpty();
        assertThat(places.keep(ALICE, now)).isTrue();
    }
}
