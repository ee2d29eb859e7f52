package io.github.gatehouse.authenticators.lockout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.gatehouse.storage.lockout.Admission;
import io.github.gatehouse.storage.lockout.CountedFailure;
import io.github.gatehouse.storage.lockout.JpaLockoutStore;
import io.github.gatehouse.storage.lockout.LockoutKey;
import io.github.gatehouse.storage.lockout.LockoutStore;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The attempts to sign in that one request makes. Each is admitted before its credential is evaluated and ends at the latest with the request: by a failure, by a
 * complete sign-in, or without an outcome; then its place is kept for a while for the user's next attempt, usually the second step of the same sign-in. Every change is a short transaction of its own, so that other requests see it at once and it outlives a rollback.
 */
final class SignInAttempts {

    private static final Logger LOG = Logger.getLogger(SignInAttempts.class);

    /** Longer than any evaluation of a credential takes. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** How long an attempt waits for the outcome of those before it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration FIRST_LOOK = Duration.ofMillis(25);
    private static final Duration LAST_LOOK = Duration.ofMillis(400);
    private static final String ATTRIBUTE = "gatehouse.lockout.attempt.";

    private final KeycloakSession session;
    private final WaitingRoom waitingRoom;
    private final KeptPlaces keptPlaces;
    private final Clock clock;

    SignInAttempts(KeycloakSession session, WaitingRoom waitingRoom, KeptPlaces keptPlaces, Clock clock) {
        this.session = session;
        this.waitingRoom = waitingRoom;
        this.keptPlaces = keptPlaces;
        this.clock = clock;
    }

    /**
     * Whether a credential of the user may be evaluated in this request. Waits while as many attempts as could lead to a block are under way, and refuses if they take
     * too long. The answer stays the same within the request until a failure is counted.
     */
    boolean admit(RealmModel realm, UserModel user, LockoutSchedule schedule) {
        Optional<SignInAttempt> known = current(user);
        if (known.isPresent() && known.get().isRefused()) {
            return false;
        }
        if (known.isPresent() && known.get().holdsPlace()) {
            return true;
        }
        LockoutKey key = key(realm, user);
        Optional<Instant> since = waitForPlace(key, schedule);
        if (since.isPresent()) {
            begin(user, SignInAttempt.admitted(key, since.get()));
            return true;
        }
        remember(user, SignInAttempt.refused(key));
        return false;
    }

    private Optional<Instant> waitForPlace(LockoutKey key, LockoutSchedule schedule) {
        long start = System.nanoTime();
        Duration pause = FIRST_LOOK;
        boolean asked = false;
        while (true) {
            Optional<Instant> kept = keptPlaces.take(key);
            if (kept.isPresent()) {
                return kept;
            }
            Instant now = clock.instant();
            Admission admission = inTransaction(store -> store.admit(key, schedule, now, now.plus(LEASE)));
            if (admission == Admission.ADMITTED) {
                return Optional.of(now);
            }
            if (admission == Admission.BLOCKED) {
                return Optional.empty();
            }
            if (admission == Admission.UNKNOWN) {
                create(key);
                continue;
            }
            Duration left = LONGEST_WAIT.minusNanos(System.nanoTime() - start);
            if (left.isNegative() || Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
            boolean called = waitingRoom.await(key, shorter(pause, left));
            if (!called && !asked) {
                // Those under way would have ended by now, or are other nodes'; one of those may keep a place it does
                // not need.
                asked = true;
                PlaceReturn.ask(session, key);
            }
            pause = shorter(pause.multipliedBy(2), LAST_LOOK);
        }
    }

    private void create(LockoutKey key) {
        try {
            run(store -> store.create(key));
        } catch (ModelDuplicateException e) {
            LOG.debugf(e, "Another request of user %s was quicker", key.userId());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Counts a failure.
     *
     * @return what it has led to; empty if it does not count, because the user is blocked or was not even admitted
     */
    Optional<CountedFailure> fail(RealmModel realm, UserModel user, String address, LockoutSchedule schedule) {
        SignInAttempt attempt = current(user).orElseGet(() -> SignInAttempt.withoutPlace(key(realm, user)));
        if (attempt.isRefused()) {
            return Optional.empty();
        }
        boolean heldPlace = attempt.holdsPlace();
        if (!heldPlace) {
            create(attempt.key());
        }
        attempt.giveBackPlace();
        Optional<CountedFailure> counted = count(attempt.key(), schedule, heldPlace, address);
        if (counted.isEmpty() && heldPlace) {
            // Cleared by an administrator since the place was taken: the guess was made all the same.
            create(attempt.key());
            counted = count(attempt.key(), schedule, false, address);
        }
        if (counted.isPresent() && counted.get().startsBlock()) {
            // Nothing is evaluated during a block, with a place of before neither.
            if (keptPlaces.drop(attempt.key())) {
                run(store -> store.release(attempt.key()));
            }
            PlaceReturn.ask(session, attempt.key());
            waitingRoom.callAll(attempt.key());
        }
        return counted;
    }

    private Optional<CountedFailure> count(
            LockoutKey key, LockoutSchedule schedule, boolean heldPlace, String address) {
        return inTransaction(store -> store.countFailure(key, schedule, heldPlace, address, clock.instant()));
    }

    /** The user has signed in: once the request has succeeded, earlier failures are forgotten. */
    void complete(RealmModel realm, UserModel user) {
        SignInAttempt attempt = current(user)
                .filter(SignInAttempt::holdsPlace)
                .orElseGet(() -> begin(user, withKeptPlace(key(realm, user))));
        attempt.complete();
    }

    /** A page after the last step, such as a question, completes the sign-in with the place that the step has left. */
    private SignInAttempt withKeptPlace(LockoutKey key) {
        return keptPlaces
                .take(key)
                .map(since -> SignInAttempt.admitted(key, since))
                .orElseGet(() -> SignInAttempt.withoutPlace(key));
    }

    private SignInAttempt begin(UserModel user, SignInAttempt attempt) {
        remember(user, attempt);
        session.getTransactionManager().enlistAfterCompletion(new EndOfRequest(attempt));
        return attempt;
    }

    private void remember(UserModel user, SignInAttempt attempt) {
        session.setAttribute(ATTRIBUTE + user.getId(), attempt);
    }

    private Optional<SignInAttempt> current(UserModel user) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE + user.getId(), SignInAttempt.class));
    }

    private LockoutKey key(RealmModel realm, UserModel user) {
        String browser = KnownBrowser.of(session, realm, user).orElse(LockoutKey.ANY_BROWSER);
        return new LockoutKey(realm.getId(), user.getId(), browser);
    }

    private void end(SignInAttempt attempt, boolean requestSucceeded) {
        if (requestSucceeded && attempt.isComplete()) {
            run(store -> store.reset(attempt.key(), attempt.holdsPlace()));
            waitingRoom.callAll(attempt.key());
        } else if (attempt.holdsPlace()) {
            boolean kept = requestSucceeded && keptPlaces.keep(attempt.key(), attempt.since());
            if (!kept) {
                run(store -> store.release(attempt.key()));
            }
            waitingRoom.callNext(attempt.key());
        }
        attempt.giveBackPlace();
    }

    private void run(Consumer<LockoutStore> change) {
        inTransaction(store -> {
            change.accept(store);
            return Boolean.TRUE;
        });
    }

    private <T> T inTransaction(Function<LockoutStore, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), own -> work.apply(new JpaLockoutStore(own)));
    }

    private final class EndOfRequest extends AbstractKeycloakTransaction {

        private final SignInAttempt attempt;

        private EndOfRequest(SignInAttempt attempt) {
            this.attempt = attempt;
        }

        @Override
        protected void commitImpl() {
            tryEnd(true);
        }

        @Override
        protected void rollbackImpl() {
            tryEnd(false);
        }

        /** Whatever goes wrong here must not undo a request whose transaction has ended: the place is free again with its lease. */
        private void tryEnd(boolean requestSucceeded) {
            try {
                end(attempt, requestSucceeded);
            } catch (RuntimeException e) {
                LOG.warnf(
                        e,
                        "The end of an attempt to sign in was not written (user %s)",
                        attempt.key().userId());
            }
        }
    }
}
