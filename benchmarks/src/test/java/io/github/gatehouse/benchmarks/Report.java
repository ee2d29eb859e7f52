package io.github.gatehouse.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** The results, as Markdown in a file and on the console while they come. */
final class Report {

    private final Path file;
    private final PrintStream console;

    Report(Path file, PrintStream console) {
        this.file = file;
        this.console = console;
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written", e);
        }
    }

    void title(String title) {
        line("");
        line("## " + title);
        line("");
    }

    void columns(String... names) {
        row((Object[]) names);
        line("|" + "---|".repeat(names.length));
    }

    /** A row of a table; numbers in cells are the caller's to format. */
    void row(Object... cells) {
        line("| "
                + String.join(
                        " | ", List.of(cells).stream().map(Object::toString).toList()) + " |");
    }

    void line(String text) {
        console.println(text);
        try {
            Files.writeString(
                    file, text + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written", e);
        }
    }

    static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String decimals(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
