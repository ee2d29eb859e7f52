package io.github.gatehouse.common.events;

/**
 * Details of user events about which people are told by mail. Whoever reports such an event sets {@link #KIND}, and brings the texts of that kind; the listener for
 * security notices does the rest. Names of details never change.
 */
public final class NoticeDetails {

    /** What has happened, in lower case with hyphens: {@code lockout}. It names the messages of the mails. */
    public static final String KIND = "gatehouse_notice";

    /** Until when it lasts, ISO 8601 in UTC; absent if that means nothing. */
    public static final String UNTIL = "gatehouse_until";

    private NoticeDetails() {}
}
