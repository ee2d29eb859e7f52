package io.github.gatehouse.authenticators.secondfactor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("M2: who decides about the second factor")
class SecondFactorPolicyTest {

    private static final Instant TOLD = Instant.parse("2026-01-01T00:00:00Z");

    private static boolean mandatory(boolean realm, Boolean... accounts) {
        return SecondFactorPolicy.strictest(realm, List.of(accounts), Duration.ZERO)
                .isMandatory();
    }

    @Test
    void theStrictestAnswerWins() {
        assertThat(mandatory(false)).isFalse();
        assertThat(mandatory(false, false, false)).isFalse();
        assertThat(mandatory(false, false, true)).isTrue();
        assertThat(mandatory(true)).isTrue();
    }

    @Test
    void nobodyGoesBelowTheRealm() {
        assertThat(mandatory(true, false)).isTrue();
    }

    @Test
    void canBePutOffUntilTheGraceIsOver() {
        SecondFactorPolicy policy = SecondFactorPolicy.strictest(true, List.of(), Duration.ofDays(7));
        Instant end = Instant.parse("2026-01-08T00:00:00Z");
        assertThat(policy.due(TOLD)).isEqualTo(end);
        assertThat(policy.canBePutOff(TOLD, end.minusMillis(1))).isTrue();
        assertThat(policy.canBePutOff(TOLD, end)).isFalse();
        assertThat(SecondFactorPolicy.strictest(true, List.of(), Duration.ZERO).canBePutOff(TOLD, TOLD))
                .isFalse();
    }
}
