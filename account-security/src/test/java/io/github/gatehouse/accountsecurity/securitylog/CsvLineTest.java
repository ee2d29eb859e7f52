package io.github.gatehouse.accountsecurity.securitylog;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A line of a CSV file")
class CsvLineTest {

    @Test
    @DisplayName("RFC 4180: quotes are doubled, lines end with CR LF, nothing is an empty cell")
    void followsTheStandard() {
        assertThat(CsvLine.of(Arrays.asList("a", "b \"c\", d", null, "line\nbreak")))
                .isEqualTo("\"a\",\"b \"\"c\"\", d\",,\"line\nbreak\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    @DisplayName("Abuse case 29: what a spreadsheet would take for a formula begins with an apostrophe")
    void holdsNoFormula(String text) {
        assertThat(CsvLine.of(List.of(text))).isEqualTo("\"'" + text + "\"\r\n");
    }
}
