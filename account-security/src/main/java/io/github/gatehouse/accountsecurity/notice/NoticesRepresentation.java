package io.github.gatehouse.accountsecurity.notice;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Whether the user is told by mail, and of what (rules P5, L4 and X4). None of it can be switched off.
 *
 * @param mailedTo the e-mail address; null if the user is told nothing
 * @param reason why the user is told nothing: {@code no_mail_server}, {@code no_email} or {@code email_not_verified}; null if the user is told
 * @param topics what the user is told of, always the same
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record NoticesRepresentation(String mailedTo, String reason, List<String> topics) {

    private static final List<String> TOPICS =
            List.of("password", "way-in", "device", "api-token", "new-device", "lockout", "stolen-cookie");

    static NoticesRepresentation mailedTo(String address) {
        return new NoticesRepresentation(address, null, TOPICS);
    }

    static NoticesRepresentation none(String reason) {
        return new NoticesRepresentation(null, reason, TOPICS);
    }
}
