package io.github.gatehouse.eventlisteners.notice;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("P5, L4: what an event says in a mail")
class AccountNoticeTest {

    private static Event event(EventType type, Map<String, String> details) {
        Event event = new Event();
        event.setType(type);
        event.setRealmId("realm");
        event.setUserId("alice");
        event.setTime(0);
        event.setDetails(details);
        return event;
    }

    @Test
    void namesWhatWhenWhereAndUntilWhen() {
        Event event = event(
                EventType.REMOVE_CREDENTIAL,
                Map.of(
                        "gatehouse_notice",
                        "remembered-browser-theft",
                        "gatehouse_until",
                        "2026-01-02T03:04:59Z",
                        "credential_type",
                        "otp"));
        event.setIpAddress("192.0.2.1");
        assertThat(AccountNotice.of(event))
                .contains(new AccountNotice(
                        "remembered-browser-theft",
                        true,
                        NoticeContent.of(Map.of(
                                "at", "1970-01-01 00:00 UTC",
                                "address", "192.0.2.1",
                                "until", "2026-01-02 03:04 UTC"))));
    }

    @Test
    void leavesOutWhatIsUnknown() {
        assertThat(AccountNotice.of(
                        event(EventType.LOGIN, Map.of("gatehouse_notice", "lockout", "gatehouse_until", "soon"))))
                .contains(new AccountNotice("lockout", true, NoticeContent.of(Map.of("at", "1970-01-01 00:00 UTC"))));
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE_CREDENTIAL, password, password-changed",
        "UPDATE_CREDENTIAL, otp, factor-added",
        "UPDATE_CREDENTIAL, webauthn-passwordless, factor-added",
        "UPDATE_CREDENTIAL, of-another-extension, factor-added",
        "UPDATE_CREDENTIAL, gatehouse-trusted-device, device-trusted",
        "UPDATE_CREDENTIAL, gatehouse-login-token, login-kept",
        "UPDATE_CREDENTIAL, gatehouse-api-token, api-token-created",
        "REMOVE_CREDENTIAL, otp, factor-removed",
        "REMOVE_CREDENTIAL, password, factor-removed",
    })
    void tellsTheUserOfWaysIntoTheAccount(EventType type, String credential, String kind) {
        AccountNotice notice = AccountNotice.of(event(type, Map.of("credential_type", credential)))
                .orElseThrow();
        assertThat(notice.kind()).isEqualTo(kind);
        assertThat(notice.toAdministrators()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "REMOVE_CREDENTIAL, gatehouse-trusted-device",
        "REMOVE_CREDENTIAL, gatehouse-api-token",
        "UPDATE_PASSWORD, password",
        "UPDATE_CREDENTIAL_ERROR, password",
        "LOGIN, password",
    })
    void isNothingForOtherEvents(EventType type, String credential) {
        assertThat(AccountNotice.of(event(type, Map.of("credential_type", credential))))
                .isEmpty();
    }

    @Test
    void isNothingForAnEventThatFailed() {
        Event failed = event(EventType.UPDATE_CREDENTIAL, Map.of("credential_type", "password"));
        failed.setError("password_rejected");
        assertThat(AccountNotice.of(failed)).isEmpty();
        assertThat(AccountNotice.of(event(EventType.UPDATE_CREDENTIAL, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "Lockout", "a--b", "lock out", "../x"})
    void isNothingForAKindThatIsNoName(String kind) {
        assertThat(AccountNotice.of(event(EventType.LOGIN, Map.of("gatehouse_notice", kind))))
                .isEmpty();
    }

    @Test
    void isTheSameAfterItHasBeenKept() {
        NoticeContent content =
                new NoticeContent(Map.of("account", "<b>\"ä→", "at", "now"), java.util.List.of("a: 1 → 2"));
        assertThat(NoticeContent.fromJson(content.toJson())).isEqualTo(content);
    }
}
