package io.github.gatehouse.accountsecurity.settings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9110: the version of the settings")
class SettingsVersionTest {

    private static final String VERSION =
            SettingsVersion.of(JsonNodeFactory.instance.objectNode().put("a", 1), "");

    @Test
    void isAnEntityTagThatFollowsTheContent() {
        assertThat(VERSION).matches("\"[0-9a-f]{24}\"");
        assertThat(SettingsVersion.of(JsonNodeFactory.instance.objectNode().put("a", 1), ""))
                .isEqualTo(VERSION);
        assertThat(SettingsVersion.of(JsonNodeFactory.instance.objectNode().put("a", 2), ""))
                .isNotEqualTo(VERSION);
        assertThat(SettingsVersion.of(JsonNodeFactory.instance.objectNode().put("a", 1), "secrets"))
                .isNotEqualTo(VERSION);
    }

    @Test
    void ifMatchAllowsThisVersionOrAny() {
        assertThat(SettingsVersion.isAllowed(null, VERSION)).isTrue();
        assertThat(SettingsVersion.isAllowed("*", VERSION)).isTrue();
        assertThat(SettingsVersion.isAllowed(VERSION, VERSION)).isTrue();
        assertThat(SettingsVersion.isAllowed("\"other\", " + VERSION, VERSION)).isTrue();
    }

    @Test
    void ifMatchRefusesAllElse() {
        assertThat(SettingsVersion.isAllowed("\"other\"", VERSION)).isFalse();
        assertThat(SettingsVersion.isAllowed("", VERSION)).isFalse();
        assertThat(SettingsVersion.isAllowed(VERSION.replace("\"", ""), VERSION))
                .isFalse();
        assertThat(SettingsVersion.isAllowed("W/" + VERSION, VERSION)).isFalse();
    }
}
