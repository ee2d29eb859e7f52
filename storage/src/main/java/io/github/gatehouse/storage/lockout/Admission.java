package io.github.gatehouse.storage.lockout;

/** What becomes of an attempt before its credential is looked at. */
public enum Admission {
    /** The credential may be evaluated: a place is held, to be given back by counting a failure or by a release. */
    ADMITTED,
    /** The user is blocked. */
    BLOCKED,
    /** As many attempts as could lead to a block are being evaluated at this moment; ask again when one of them has ended. */
    BUSY,
    /** There is nothing to count with yet: {@link LockoutStore#create}, then ask again. */
    UNKNOWN
}
