package io.github.gatehouse.common.events;

/**
 * Details of user events about which people are told by mail. Whoever reports such an event, with realm and user, sets {@link #KIND} and brings the texts of that
 * kind; the listener for security notices does the rest. The texts of {@code remembered-browser-theft} are the messages
 * {@code gatehouseUserNoticeRememberedBrowserTheftSubject}, {@code …Text} and {@code …Advice} for the user, and the same with {@code gatehouseAdminNotice…} for
 * administrators. {@code Subject} gets the realm's name as {0}; {@code Text} also the user name as {1}, when as {2}, the address as {3} and until when as {4}.
 * Names of details never change.
 */
public final class NoticeDetails {

    /** What has happened, in lower case with hyphens: {@code lockout}. It names the messages of the mails. */
    public static final String KIND = "gatehouse_notice";

    /** Until when it lasts, ISO 8601 in UTC; absent if that means nothing. */
    public static final String UNTIL = "gatehouse_until";

    private NoticeDetails() {}
}
