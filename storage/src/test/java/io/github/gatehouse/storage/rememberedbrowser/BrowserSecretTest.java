package io.github.gatehouse.storage.rememberedbrowser;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The secret of a remembered browser")
class BrowserSecretTest {

    @Test
    void isReadAsItWasWritten() {
        BrowserSecret secret = BrowserSecret.generate();
        assertThat(BrowserSecret.parse(secret.toText())).contains(secret);
        assertThat(secret.toText()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isAnotherOneEachTimeInTheSameSeries() {
        BrowserSecret first = BrowserSecret.generate();
        Set<String> secrets = new HashSet<>();
        BrowserSecret secret = first;
        for (int i = 0; i < 1_000; i++) {
            assertThat(secret.series()).isEqualTo(first.series());
            assertThat(secrets.add(secret.secret())).isTrue();
            secret = secret.next();
        }
        assertThat(BrowserSecret.generate().series()).isNotEqualTo(first.series());
    }

    @Test
    void isIgnoredWhenAnyCharacterIsAnother() {
        String text = BrowserSecret.generate().toText();
        for (int i = 0; i < text.length(); i++) {
            // The last digit holds fewer bits than it could: some of its values stand for the same bytes, so it is
            // flipped by its highest bit.
            char other = text.charAt(i) < 'a' ? 'z' : 'A';
            String edited = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(BrowserSecret.parse(edited)).as("character %s", i).isEmpty();
        }
    }

    @Test
    void isIgnoredWhenItIsNoneAtAll() {
        String text = BrowserSecret.generate().toText();
        assertThat(BrowserSecret.parse(null)).isEmpty();
        assertThat(BrowserSecret.parse("")).isEmpty();
        assertThat(BrowserSecret.parse(text.substring(1))).isEmpty();
        assertThat(BrowserSecret.parse(text + "A")).isEmpty();
        assertThat(BrowserSecret.parse("=".repeat(text.length()))).isEmpty();
        assertThat(BrowserSecret.parse("ä".repeat(text.length()))).isEmpty();
    }

    @Test
    void isNotInItsTextForLogs() {
        BrowserSecret secret = BrowserSecret.generate();
        assertThat(secret.toString()).doesNotContain(secret.secret()).doesNotContain(secret.series());
        assertThat(secret.hash()).hasSize(64).isNotEqualTo(secret.next().hash());
    }
}
