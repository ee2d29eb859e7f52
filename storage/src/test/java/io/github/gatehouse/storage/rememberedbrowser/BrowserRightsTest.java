package io.github.gatehouse.storage.rememberedbrowser;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser.Right;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("M3, M7: what a realm gives")
class BrowserRightsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static RememberedBrowser browser(Right trust, Right signIn) {
        return new RememberedBrowser(
                "id",
                "series",
                "realm",
                "user",
                "hash",
                Optional.empty(),
                NOW,
                "epoch",
                Optional.ofNullable(trust),
                Optional.ofNullable(signIn),
                Optional.empty(),
                new BrowserUse(NOW, null, null, null, null, null));
    }

    @Test
    void trustsForCalendarMonths() {
        Right trust = new BrowserRights(1, 0).give(BrowserRight.TRUSTED_DEVICE, NOW);
        assertThat(trust.until()).isEqualTo(Instant.parse("2026-02-28T12:00:00Z"));
        assertThat(new BrowserRights(12, 0)
                        .give(BrowserRight.TRUSTED_DEVICE, NOW)
                        .until())
                .isEqualTo(Instant.parse("2027-01-31T12:00:00Z"));
    }

    @Test
    void endsAtTheVeryMoment() {
        BrowserRights rights = new BrowserRights(1, 30);
        RememberedBrowser browser =
                browser(rights.give(BrowserRight.TRUSTED_DEVICE, NOW), rights.give(BrowserRight.LOGIN_TOKEN, NOW));
        Instant end = Instant.parse("2026-02-28T12:00:00Z");
        assertThat(rights.end(browser, BrowserRight.TRUSTED_DEVICE, end.minusMillis(1)))
                .contains(end);
        assertThat(rights.end(browser, BrowserRight.TRUSTED_DEVICE, end)).isEmpty();
        assertThat(rights.end(
                        browser,
                        BrowserRight.LOGIN_TOKEN,
                        NOW.plus(Duration.ofDays(30).minusMillis(1))))
                .isPresent();
        assertThat(rights.end(browser, BrowserRight.LOGIN_TOKEN, NOW.plus(Duration.ofDays(30))))
                .isEmpty();
    }

    @Test
    void givesNothingForZero() {
        BrowserRights nothing = new BrowserRights(0, 0);
        BrowserRights before = new BrowserRights(12, 365);
        RememberedBrowser browser =
                browser(before.give(BrowserRight.TRUSTED_DEVICE, NOW), before.give(BrowserRight.LOGIN_TOKEN, NOW));
        for (BrowserRight right : BrowserRight.values()) {
            assertThat(nothing.isGiven(right)).isFalse();
            assertThat(nothing.end(browser, right, NOW)).isEmpty();
        }
    }

    @Test
    void neitherLengthensNorRevivesWhatWasGiven() {
        RememberedBrowser browser = browser(new BrowserRights(1, 0).give(BrowserRight.TRUSTED_DEVICE, NOW), null);
        assertThat(new BrowserRights(12, 0).end(browser, BrowserRight.TRUSTED_DEVICE, NOW))
                .contains(Instant.parse("2026-02-28T12:00:00Z"));
        assertThat(new BrowserRights(12, 365).end(browser, BrowserRight.LOGIN_TOKEN, NOW))
                .isEmpty();
    }
}
