package io.github.gatehouse.eventlisteners.notice;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SenderWakingTest {

    private final AtomicInteger wakings = new AtomicInteger();
    private final SenderWaking waking = new SenderWaking(wakings::incrementAndGet);

    @BeforeEach
    void begin() {
        waking.begin();
    }

    @Test
    void wakesOnceForAnyNumberOfNotices() {
        waking.noticeWasAdded();
        waking.noticeWasAdded();
        assertThat(wakings).hasValue(0);
        waking.commit();
        assertThat(wakings).hasValue(1);
    }

    @Test
    void wakesNobodyForNothing() {
        waking.commit();
        assertThat(wakings).hasValue(0);
    }

    @Test
    void wakesNobodyForWhatIsRolledBack() {
        waking.noticeWasAdded();
        waking.rollback();
        assertThat(wakings).hasValue(0);
    }
}
