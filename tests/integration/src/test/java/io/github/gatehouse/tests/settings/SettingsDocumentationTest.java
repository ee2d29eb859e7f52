package io.github.gatehouse.tests.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.gatehouse.common.settings.GatehouseSettings;
import io.github.gatehouse.common.settings.Setting;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@DisplayName("docs/settings.md")
class SettingsDocumentationTest {

    private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "settings.md");

    @TestFactory
    Stream<DynamicTest> saysOfEachSettingWhatTheCodeSays() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENTATION);
        return GatehouseSettings.ALL.stream()
                .map(setting ->
                        dynamicTest(setting.path(), () -> assertThat(lines).contains(row(setting))));
    }

    @Test
    void hasNoRowForAnythingElse() throws IOException {
        List<String> paths = GatehouseSettings.ALL.stream().map(Setting::path).toList();
        assertThat(Files.readAllLines(DOCUMENTATION).stream()
                        .filter(line -> line.matches("\\| `[A-Za-z0-9.]+` \\| .* \\| .* \\| .* \\| .* \\|"))
                        .map(line -> line.substring(3, line.indexOf('`', 3))))
                .containsExactlyElementsOf(paths);
    }

    private static <T> String row(Setting<T> setting) {
        String standard = setting.absent() == null
                ? "none"
                : setting.type().toJson(setting.absent()).toString();
        return "| `" + setting.path() + "` | " + setting.place() + " | "
                + setting.type().possible() + (setting.isOptional() ? ", or null" : "") + " | " + standard + " | "
                + setting.help() + (setting.isInEffect() ? "" : " *Kept, but without effect in this version.*") + " |";
    }
}
