package io.github.gatehouse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds a Chromium: the one that the environment variable {@value #VARIABLE} names, then one that is installed, then the one inside
 * the npm package {@code @sparticuz/chromium}, which is installed into {@code target} with the machine's Node.
 *
 * @param executable the program
 * @param environment what must be in its environment
 */
record BrowserBinary(Path executable, Map<String, String> environment) {

    private static final String VARIABLE = "GATEHOUSE_BROWSER";

    /** The value of {@value #VARIABLE} that passes over installed browsers. */
    private static final String FROM_NPM = "npm";

    private static final String NPM_PACKAGE = "@sparticuz/chromium@143.0.0";

    private static final List<Path> INSTALLED = List.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"),
            Path.of("/usr/bin/google-chrome-stable"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

    static BrowserBinary find() {
        String configured = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
        if (!configured.isBlank() && !configured.equals(FROM_NPM)) {
            Path executable = Path.of(configured);
            if (!Files.isExecutable(executable)) {
                throw new IllegalStateException(VARIABLE + " names no program: " + configured);
            }
            return new BrowserBinary(executable, Map.of());
        }
        Optional<Path> installed = configured.equals(FROM_NPM)
                ? Optional.empty()
                : INSTALLED.stream().filter(Files::isExecutable).findFirst();
        return installed
                .map(executable -> new BrowserBinary(executable, Map.of()))
                .orElseGet(BrowserBinary::fromNpm);
    }

    private static BrowserBinary fromNpm() {
        Path folder = HarnessSettings.output().resolve("browser-from-npm");
        try {
            Files.createDirectories(folder);
            Path script = folder.resolve("unpack.mjs");
            Files.writeString(
                    script,
                    """
                    import chromium from '@sparticuz/chromium';
                    console.log(await chromium.executablePath());
                    """);
            if (!Files.isDirectory(folder.resolve("node_modules").resolve("@sparticuz"))) {
                run(folder, "npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", ".", NPM_PACKAGE);
            }
            Path executable = Path.of(run(folder, "node", script.toString()).strip());
            return new BrowserBinary(executable, environment(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("No browser from npm", e);
        }
    }

    /** The package also carries the libraries and the fonts that a machine without any desktop lacks. */
    private static Map<String, String> environment(Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "LD_LIBRARY_PATH", folder.resolve("al2023").resolve("lib").toString());
        if (!Files.exists(Path.of("/etc/fonts/fonts.conf"))) {
            Path settings = folder.resolve("fonts.conf");
            Files.writeString(
                    settings,
                    "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>"
                            .formatted(folder.resolve("fonts"), folder.resolve("fonts-cache")));
            environment.put("FONTCONFIG_FILE", settings.toString());
        }
        return environment;
    }

    private static String run(Path folder, String... command) throws IOException {
        Path output = folder.resolve(command[0] + ".out");
        Path errors = folder.resolve(command[0] + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        // The package unpacks into the folder for temporary files, and its libraries only where it believes to be at
        // Amazon's.
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs20.x");
        Process process = builder.start();
        try {
            if (!process.waitFor(Duration.ofMinutes(3).toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Not finished: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted: " + String.join(" ", command), e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(errors));
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
