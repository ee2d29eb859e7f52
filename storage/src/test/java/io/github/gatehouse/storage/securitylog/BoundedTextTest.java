package io.github.gatehouse.storage.securitylog;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Abuse case 29: a text that strangers send")
class BoundedTextTest {

    @Test
    void isCutAndCleaned() {
        assertThat(BoundedText.of("a\r\nb\u001b[31m\u202ec\u0000", 64)).isEqualTo("ab[31mc");
        assertThat(BoundedText.of("x".repeat(10_000), 64)).isEqualTo("x".repeat(64));
        assertThat(BoundedText.of("\u202e".repeat(1_000), 64)).isNull();
        assertThat(BoundedText.of("  ", 64)).isNull();
        assertThat(BoundedText.of(null, 64)).isNull();
    }

    @Test
    void hasNothingThatSomeDatabaseCannotHold() {
        assertThat(BoundedText.of("a\ud83d\ude00b\ud83d", 64)).isEqualTo("a\ufffdb\ufffd");
        assertThat(BoundedText.of("\ud83d\ude00".repeat(100), 3)).isEqualTo("\ufffd\ufffd\ufffd");
    }

    @Test
    void fitsIntoItsColumnAsADetail() {
        Map<String, String> worst = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            worst.put("detail-" + i, "\"\\".repeat(500));
        }
        String written = EntryDetails.write(worst);
        assertThat(written).hasSizeLessThanOrEqualTo(2_000);
        assertThat(EntryDetails.read(written))
                .hasSize(SecurityLogStore.MOST_DETAILS)
                .allSatisfy((key, value) -> assertThat(value).hasSize(SecurityLogStore.LONGEST_DETAIL));
        assertThat(EntryDetails.write(Map.of("empty", "\u0000"))).isNull();
        assertThat(EntryDetails.read(null)).isEmpty();
    }

    @Test
    void isShownAsItIsIfSomebodyElseWroteIt() {
        assertThat(EntryDetails.read("{broken")).containsEntry("unreadable", "{broken");
    }
}
