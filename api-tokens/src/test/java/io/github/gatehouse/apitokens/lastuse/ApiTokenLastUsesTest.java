package io.github.gatehouse.apitokens.lastuse;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.github.gatehouse.storage.apitoken.ApiTokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A4: the last use of a token")
class ApiTokenLastUsesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final ApiTokenLastUses uses = new ApiTokenLastUses();

    @Test
    void theLatestUseCounts() {
        uses.record("t", NOON, "192.0.2.1");
        uses.record("t", NOON.plusSeconds(5), "192.0.2.2");
        assertThat(uses.pending()).containsExactly(new ApiTokenUse("t", NOON.plusSeconds(5), "192.0.2.2"));
    }

    @Test
    void whatWasWrittenIsNoLongerPending() {
        uses.record("t", NOON, "192.0.2.1");
        uses.written(uses.pending());
        assertThat(uses.pending()).isEmpty();
    }

    @Test
    void areWrittenInTheOrderOfTheirTokensOnEveryNode() {
        for (int i = 0; i < 100; i++) {
            uses.record(UUID.randomUUID().toString(), NOON, "192.0.2.1");
        }
        assertThat(uses.pending()).extracting(ApiTokenUse::tokenId).isSorted();
    }

    @Test
    void aUseDuringTheWriteStaysPending() {
        uses.record("t", NOON, "192.0.2.1");
        List<ApiTokenUse> written = uses.pending();
        uses.record("t", NOON.plusSeconds(1), "192.0.2.1");
        uses.written(written);
        assertThat(uses.pending("t").map(ApiTokenUse::at)).contains(NOON.plusSeconds(1));
    }

    @Test
    void isBounded() {
        for (int i = 0; i < ApiTokenLastUses.LARGEST + 10; i++) {
            uses.record("t" + i, NOON, "192.0.2.1");
        }
        assertThat(uses.pending()).hasSize(ApiTokenLastUses.LARGEST);
    }

    @Test
    void anAddressIsCutToItsColumn() {
        uses.record("t", NOON, "x".repeat(10_000));
        assertThat(uses.pending().get(0).address()).hasSize(64);
    }
}
