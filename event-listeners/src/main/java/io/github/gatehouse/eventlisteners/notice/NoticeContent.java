package io.github.gatehouse.eventlisteners.notice;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.keycloak.util.JsonSerialization;

/**
 * What a notice says, as it is kept until it is mailed. Plain texts; the templates escape them. No secret is among them.
 *
 * @param values by the names of the constants of this class
 * @param details one line each
 */
record NoticeContent(Map<String, String> values, List<String> details) {

    /** Stands for what is unknown or means nothing. */
    static final String UNKNOWN = "–";

    /** The user name of the account it is about. */
    static final String ACCOUNT = "account";

    /** When it happened, UTC. */
    static final String AT = "at";

    /** From which address. */
    static final String ADDRESS = "address";

    /** In which browser, on which system: the browser's own claim. */
    static final String DEVICE = "device";

    /** Until when it lasts, UTC. */
    static final String UNTIL = "until";

    /** What it is about, if that has a name: an API token. */
    static final String SUBJECT = "subjectName";

    /** The name of a message that says what it is about. */
    static final String SUBJECT_MESSAGE = "subjectMessage";

    /** Which administrator did it; only in notices to administrators. */
    static final String ADMINISTRATOR = "administrator";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    NoticeContent {
        values = Map.copyOf(values);
        details = List.copyOf(details);
    }

    static NoticeContent of(Map<String, String> values) {
        return new NoticeContent(values, List.of());
    }

    String value(String name) {
        return values.getOrDefault(name, UNKNOWN);
    }

    /** The same, and one value more; null leaves it as it is. */
    NoticeContent with(String name, String value) {
        if (value == null || value.isBlank()) {
            return this;
        }
        Map<String, String> more = new HashMap<>(values);
        more.put(name, value);
        return new NoticeContent(more, details);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    String toJson() {
        try {
            return JsonSerialization.writeValueAsString(this);
        } catch (IOException e) {
            throw new IllegalStateException("Texts can always be written", e);
        }
    }

    static NoticeContent fromJson(String json) {
        try {
            return JsonSerialization.readValue(json, NoticeContent.class);
        } catch (IOException e) {
            throw new IllegalStateException("It was written by Gatehouse itself", e);
        }
    }
}
