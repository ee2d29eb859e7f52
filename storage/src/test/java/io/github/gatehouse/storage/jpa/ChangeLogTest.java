package io.github.gatehouse.storage.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("X6: the tables")
class ChangeLogTest {

    private static final String FOLDER = "META-INF/";
    private static final Pattern INCLUDED = Pattern.compile("<include file=\"META-INF/([^\"]+)\"");
    private static final Pattern CREATED = Pattern.compile("<createTable tableName=\"(\\w+)\"");
    private static final Pattern CONVERTED =
            Pattern.compile("ALTER TABLE (\\w+) CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

    @Test
    @DisplayName("keep all characters and compare bytes on MariaDB, every one of them")
    void areConvertedOnMariaDb() {
        List<String> created = included().stream()
                .flatMap(file -> found(CREATED, file).stream())
                .toList();
        assertThat(created).isNotEmpty();
        assertThat(included().stream().flatMap(file -> found(CONVERTED, file).stream()))
                .containsExactlyInAnyOrderElementsOf(created);
    }

    private static List<String> included() {
        return found(INCLUDED, "gatehouse-changelog.xml");
    }

    private static List<String> found(Pattern pattern, String file) {
        return pattern.matcher(read(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String read(String file) {
        try (InputStream content =
                Objects.requireNonNull(ChangeLogTest.class.getClassLoader().getResourceAsStream(FOLDER + file), file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Not readable: " + file, e);
        }
    }
}
