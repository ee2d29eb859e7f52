package io.github.gatehouse.authenticators.rememberedbrowser;

import java.time.Instant;
import java.util.Optional;

import io.github.gatehouse.storage.rememberedbrowser.BrowserUse;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser;
import io.github.gatehouse.storage.rememberedbrowser.RememberedBrowser.Right;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("M7, X5: a presented secret")
class RecognitionTest {

    private static final Instant ROTATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SOON = ROTATED.plusSeconds(1);
    private static final Right LONG = new Right(ROTATED, ROTATED.plusSeconds(1_000_000));

    private static RememberedBrowser browser(Right trust, Right signIn) {
        return new RememberedBrowser(
                "id",
                "series",
                "realm",
                "user",
                "now",
                Optional.of("before"),
                ROTATED,
                "epoch",
                Optional.ofNullable(trust),
                Optional.ofNullable(signIn),
                Optional.empty(),
                new BrowserUse(ROTATED, null, null, null, null, null));
    }

    @Test
    void countsIfItIsTheLastOne() {
        assertThat(Recognition.of(browser(LONG, null), "now", "epoch", SOON)).isEqualTo(Recognition.CURRENT);
        assertThat(Recognition.of(browser(null, LONG), "now", "epoch", SOON.plusSeconds(10_000)))
                .isEqualTo(Recognition.CURRENT);
    }

    @Test
    void isAnotherTabsForThirtySeconds() {
        Instant end = ROTATED.plus(Recognition.GRACE);
        assertThat(Recognition.of(browser(LONG, null), "before", "epoch", end.minusMillis(1)))
                .isEqualTo(Recognition.PARALLEL);
        assertThat(Recognition.of(browser(LONG, null), "before", "epoch", end)).isEqualTo(Recognition.REPLAYED);
    }

    @Test
    void isAReplayIfItIsOlder() {
        assertThat(Recognition.of(browser(LONG, LONG), "long before", "epoch", SOON))
                .isEqualTo(Recognition.REPLAYED);
    }

    @Test
    void isVoidAfterAChangeOfCredentials() {
        assertThat(Recognition.of(browser(LONG, LONG), "now", "another epoch", SOON))
                .isEqualTo(Recognition.VOID);
        assertThat(Recognition.of(browser(LONG, LONG), "long before", "another epoch", SOON))
                .isEqualTo(Recognition.VOID);
    }

    @Test
    void isVoidWhenAllRightsHaveRunOut() {
        Right over = new Right(ROTATED.minusSeconds(10), SOON);
        assertThat(Recognition.of(browser(over, over), "now", "epoch", SOON)).isEqualTo(Recognition.VOID);
        assertThat(Recognition.of(browser(over, over), "long before", "epoch", SOON))
                .isEqualTo(Recognition.VOID);
        assertThat(Recognition.of(browser(null, null), "now", "epoch", SOON)).isEqualTo(Recognition.VOID);
        assertThat(Recognition.of(browser(over, LONG), "now", "epoch", SOON)).isEqualTo(Recognition.CURRENT);
    }
}
