package io.github.gatehouse.authenticators.lockout;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.gatehouse.storage.lockout.LockoutKey;

/**
 * Where attempts of this node wait until one of those that are being evaluated has ended. Other nodes call nobody from here: who waits looks again from time to time.
 */
final class WaitingRoom {

    private final ConcurrentMap<LockoutKey, Room> rooms = new ConcurrentHashMap<>();

    private static final class Room {

        private final Semaphore calls = new Semaphore(0, true);
        private int waiting;
    }

    /**
     * Waits until an attempt has ended; returns early if the thread is interrupted, which it then still is.
     *
     * @param atMost returns then in any case
     * @return whether somebody called; either way the caller looks for itself
     */
    boolean await(LockoutKey key, Duration atMost) {
        Room room = rooms.compute(key, (ignored, found) -> {
            Room entered = found == null ? new Room() : found;
            entered.waiting++;
            return entered;
        });
        try {
            return room.calls.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            rooms.computeIfPresent(key, (ignored, left) -> --left.waiting == 0 ? null : left);
        }
    }

    /** Calls the one who has waited longest. */
    void callNext(LockoutKey key) {
        rooms.computeIfPresent(key, (ignored, room) -> {
            room.calls.release();
            return room;
        });
    }

    /** Calls all, because nothing is left to wait for. */
    void callAll(LockoutKey key) {
        rooms.computeIfPresent(key, (ignored, room) -> {
            room.calls.release(room.waiting);
            return room;
        });
    }

    /** How many wait. */
    int waiting(LockoutKey key) {
        // Not get(): who waits is counted under the map's lock.
        Room room = rooms.computeIfPresent(key, (ignored, found) -> found);
        return room == null ? 0 : room.waiting;
    }
}
