package io.github.gatehouse.eventlisteners.securitynotice;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.Event;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("L4: what an event says in a mail")
class UserNoticeTest {

    private static Event event(Map<String, String> details) {
        Event event = new Event();
        event.setRealmId("realm");
        event.setUserId("alice");
        event.setTime(0);
        event.setDetails(details);
        return event;
    }

    @Test
    void namesWhatWhenWhereAndUntilWhen() {
        Event event = event(
                Map.of("gatehouse_notice", "remembered-browser-theft", "gatehouse_until", "2026-01-02T03:04:59Z"));
        event.setIpAddress("192.0.2.1");
        assertThat(UserNotice.of(event))
                .contains(new UserNotice(
                        "realm",
                        "alice",
                        "RememberedBrowserTheft",
                        "1970-01-01 00:00 UTC",
                        "192.0.2.1",
                        "2026-01-02 03:04 UTC"));
    }

    @Test
    void leavesOutWhatIsUnknown() {
        assertThat(UserNotice.of(event(Map.of("gatehouse_notice", "lockout", "gatehouse_until", "soon"))))
                .contains(new UserNotice("realm", "alice", "Lockout", "1970-01-01 00:00 UTC", "–", "–"));
    }

    @Test
    void isNothingForOtherEvents() {
        assertThat(UserNotice.of(event(null))).isEmpty();
        assertThat(UserNotice.of(event(Map.of("username", "alice")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "Lockout", "a--b", "lock out", "../x"})
    void isNothingForAKindThatIsNoName(String kind) {
        assertThat(UserNotice.of(event(Map.of("gatehouse_notice", kind)))).isEmpty();
    }
}
