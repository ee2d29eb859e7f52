package io.github.gatehouse.common.events;

/** Details of user events about sessions. Names of details never change. */
public final class SessionDetails {

    /** Why a session ended, as {@link io.github.gatehouse.common.session.SessionEndReason} says it. */
    public static final String END_REASON = "gatehouse_end_reason";

    private SessionDetails() {}
}
