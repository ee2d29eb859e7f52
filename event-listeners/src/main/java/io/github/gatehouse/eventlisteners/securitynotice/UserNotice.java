package io.github.gatehouse.eventlisteners.securitynotice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.gatehouse.common.events.NoticeDetails;
import org.keycloak.events.Event;

/**
 * What has happened to a user's account and is told by mail to the user and the realm's administrators. Plain texts; the templates escape them.
 *
 * @param realmId the user's realm
 * @param userId whose account
 * @param kind in the middle of the names of the messages: {@code Lockout} for the event detail {@code lockout}
 * @param at when, UTC
 * @param address from where; {@value #UNKNOWN} if unknown
 * @param until until when it lasts, UTC; {@value #UNKNOWN} if that means nothing
 */
record UserNotice(String realmId, String userId, String kind, String at, String address, String until) {

    static final String UNKNOWN = "–";

    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Empty if nobody is to be told of this event. */
    static Optional<UserNotice> of(Event event) {
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        String kind = details.get(NoticeDetails.KIND);
        if (kind == null || !KIND.matcher(kind).matches() || event.getUserId() == null) {
            return Optional.empty();
        }
        return Optional.of(new UserNotice(
                event.getRealmId(),
                event.getUserId(),
                camelCase(kind),
                TIME.format(Instant.ofEpochMilli(event.getTime())),
                event.getIpAddress() == null ? UNKNOWN : event.getIpAddress(),
                time(details.get(NoticeDetails.UNTIL))));
    }

    private static String time(String iso) {
        try {
            return iso == null ? UNKNOWN : TIME.format(Instant.parse(iso));
        } catch (DateTimeParseException e) {
            return UNKNOWN;
        }
    }

    private static String camelCase(String kind) {
        StringBuilder name = new StringBuilder();
        for (String word : kind.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }
}
