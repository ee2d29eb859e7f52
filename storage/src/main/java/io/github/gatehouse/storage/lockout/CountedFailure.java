package io.github.gatehouse.storage.lockout;

/**
 * What a failure has led to.
 *
 * @param lockout as it is now
 * @param startsBlock whether the user is blocked because of this failure
 */
public record CountedFailure(Lockout lockout, boolean startsBlock) {}
