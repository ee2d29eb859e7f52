package io.github.gatehouse.eventlisteners.notice;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.gatehouse.common.events.NoticeDetails;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

/**
 * What a user event means for those who are told by mail: which kind of notice it is and what it says (rules P5 and L4).
 *
 * @param kind in lower case with hyphens
 * @param toAdministrators whether the realm's administrators are told as well
 * @param content what it says, but for the user's name and device
 */
record AccountNotice(String kind, boolean toAdministrators, NoticeContent content) {

    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final String PASSWORD = "password";
    private static final String TRUSTED_DEVICE = "gatehouse-trusted-device";
    private static final String LOGIN_TOKEN = "gatehouse-login-token";
    private static final String API_TOKEN = "gatehouse-api-token";
    private static final String API_TOKEN_NAME = "gatehouse_api_token_name";
    private static final String ACTION = "gatehouse_action";

    /** Ways to prove who one is, besides the password, by the credential's type. */
    private static final Map<String, String> FACTORS = Map.of(
            "otp",
            "gatehouseNoticeFactorOtp",
            "webauthn",
            "gatehouseNoticeFactorSecurityKey",
            "webauthn-passwordless",
            "gatehouseNoticeFactorPasskey",
            "recovery-authn-codes",
            "gatehouseNoticeFactorRecoveryCodes",
            "gatehouse-pin",
            "gatehouseNoticeFactorPin",
            PASSWORD,
            "gatehouseNoticeFactorPassword");

    private static final String OTHER_FACTOR = "gatehouseNoticeFactorOther";
    private static final Set<String> NO_FACTORS = Set.of(TRUSTED_DEVICE, LOGIN_TOKEN, API_TOKEN);

    /** Empty if nobody is to be told of this event. */
    static Optional<AccountNotice> of(Event event) {
        Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
        if (event.getUserId() == null || event.getError() != null) {
            return Optional.empty();
        }
        NoticeContent content = content(event, details);
        String kind = details.get(NoticeDetails.KIND);
        if (kind != null) {
            return KIND.matcher(kind).matches()
                    ? Optional.of(new AccountNotice(kind, true, content))
                    : Optional.empty();
        }
        String type = details.get(Details.CREDENTIAL_TYPE);
        if (type == null) {
            return Optional.empty();
        }
        if (event.getType() == EventType.UPDATE_CREDENTIAL) {
            return added(type, details, content);
        }
        return event.getType() == EventType.REMOVE_CREDENTIAL ? removed(type, content) : Optional.empty();
    }

    private static Optional<AccountNotice> added(String type, Map<String, String> details, NoticeContent content) {
        return switch (type) {
            case PASSWORD -> told("password-changed", content);
            case TRUSTED_DEVICE -> told("device-trusted", content);
            case LOGIN_TOKEN -> told("login-kept", content);
            case API_TOKEN ->
                told(
                        "renewed".equals(details.get(ACTION)) ? "api-token-renewed" : "api-token-created",
                        content.with(NoticeContent.SUBJECT, details.get(API_TOKEN_NAME)));
            default -> told("factor-added", content.with(NoticeContent.SUBJECT_MESSAGE, factor(type)));
        };
    }

    /** That a way to prove who one is was removed from the account, by whomever; empty for what is none. */
    static Optional<AccountNotice> removed(String type, NoticeContent content) {
        if (NO_FACTORS.contains(type)) {
            return Optional.empty();
        }
        return told("factor-removed", content.with(NoticeContent.SUBJECT_MESSAGE, factor(type)));
    }

    static Optional<AccountNotice> told(String kind, NoticeContent content) {
        return Optional.of(new AccountNotice(kind, false, content));
    }

    private static String factor(String type) {
        return FACTORS.getOrDefault(type, OTHER_FACTOR);
    }

    private static NoticeContent content(Event event, Map<String, String> details) {
        Map<String, String> values = new HashMap<>();
        values.put(NoticeContent.AT, NoticeContent.time(Instant.ofEpochMilli(event.getTime())));
        return NoticeContent.of(values)
                .with(NoticeContent.ADDRESS, event.getIpAddress())
                .with(NoticeContent.UNTIL, time(details.get(NoticeDetails.UNTIL)));
    }

    private static String time(String iso) {
        try {
            return iso == null ? null : NoticeContent.time(Instant.parse(iso));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
