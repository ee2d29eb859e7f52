package io.github.gatehouse.eventlisteners.notice;

/** The names of the messages for a kind of notice: {@code gatehouseUserNoticeRememberedBrowserTheftSubject} for {@code remembered-browser-theft}. */
final class NoticeMessages {

    private static final String TO_USER = "gatehouseUserNotice";
    private static final String TO_ADMINISTRATORS = "gatehouseAdminNotice";
    private static final String OF_REALM = "gatehouseSecurityNotice";

    private NoticeMessages() {}

    /**
     * The beginning of the names.
     *
     * @param toUser whether the user is told, or administrators
     * @param byAdministrator whether it tells of what an administrator did
     */
    static String of(String kind, boolean toUser, boolean byAdministrator) {
        if (toUser) {
            return TO_USER + camelCase(kind);
        }
        return (byAdministrator ? OF_REALM : TO_ADMINISTRATORS) + camelCase(kind);
    }

    private static String camelCase(String kind) {
        StringBuilder name = new StringBuilder();
        for (String word : kind.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }
}
