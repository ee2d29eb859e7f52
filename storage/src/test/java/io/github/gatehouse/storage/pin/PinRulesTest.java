package io.github.gatehouse.storage.pin;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("M5: a PIN")
class PinRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"739201", "194837", "102938", "000518", "4938271650", "112234", "123457", "258259"})
    void ofSixOrMoreDigitsThatFollowNoPatternIsAccepted(String pin) {
        assertThat(PinRules.brokenBy(pin)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', LONG_ENOUGH",
        "73920, LONG_ENOUGH",
        "7392o1, ONLY_DIGITS",
        "'739 201', ONLY_DIGITS",
        "-739201, ONLY_DIGITS",
        "٧٣٩٢٠١, ONLY_DIGITS",
        "000000, DIFFERENT_DIGITS",
        "777777777777, DIFFERENT_DIGITS",
        "121212, DIFFERENT_DIGITS",
        "111112, DIFFERENT_DIGITS",
        "123456, NO_SERIES",
        "654321, NO_SERIES",
        "789012, NO_SERIES",
        "210987, NO_SERIES",
        "0123456789012, NO_SERIES",
        "246802, NO_SERIES",
        "97531975, NO_SERIES",
        "112233, NO_SERIES",
        "998877, NO_SERIES",
        "111222333, NO_SERIES",
        "258258, NO_REPETITION",
        "1029310293, NO_REPETITION",
        "2582582, NO_REPETITION",
        "123321, NO_MIRROR",
        "2589852, NO_MIRROR"
    })
    void thatIsTriedFirstOrIsNoPinIsRefusedByTheRuleItBreaks(String pin, PinRule rule) {
        assertThat(PinRules.brokenBy(pin)).contains(rule);
    }

    @Test
    void hasAtMostSixtyFourDigitsAndIsMeasuredBeforeAnythingElse() {
        String longest = "7392018465".repeat(6) + "1948";
        assertThat(longest).hasSize(64);
        assertThat(PinRules.brokenBy(longest)).isEmpty();
        assertThat(PinRules.brokenBy(longest + "3")).contains(PinRule.SHORT_ENOUGH);
        assertThat(PinRules.brokenBy("x".repeat(100_000))).contains(PinRule.SHORT_ENOUGH);
    }
}
