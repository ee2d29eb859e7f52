package io.github.gatehouse.apitokens.verification;

/** Why a presented token is not accepted. Told to operators in events and never to whoever presented it. */
public enum RefusalReason {
    /** Not the form of an API token, or a wrong checksum: nothing was looked up. */
    MALFORMED,
    /** No such token in this realm, or it was revoked. */
    UNKNOWN,
    /** The address has presented too many unknown tokens within a minute. */
    TOO_MANY_UNKNOWN,
    /** Its validity is over, or it was replaced by a renewal. */
    EXPIRED,
    /** Issued before the time that realm, client or user were set back to ("not before"). */
    NOT_BEFORE,
    /** Its owner is gone or disabled. */
    USER_DISABLED,
    /** Its owner no longer holds the role, or the role is gone or excluded. */
    ROLE_LOST,
    /** It is limited to other addresses. */
    ADDRESS,
    /** It is not meant for whoever asks. */
    AUDIENCE
}
